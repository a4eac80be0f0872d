package dev.wadi.engine.over;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;

/// Where a row's key lies, as seen from another row.
@FunctionalInterface
interface RangeKey {
  /// Negative if the row's key comes before that of the base moved by the distance, 0 if it is the
  /// same, positive if it comes behind.
  int compare(int row, int base);

  /// @param distance in the key's unit, forwards in the order
  static RangeKey of(Column column, BigDecimal distance, boolean descending) {
    RangeKey ascending = of(column, descending ? distance.negate() : distance);
    return descending ? (row, base) -> -ascending.compare(row, base) : ascending;
  }

  private static RangeKey of(Column column, BigDecimal distance) {
    return switch (column.vector()) {
      case DecimalVector decimals -> decimals(decimals, distance);
      case Float8Vector doubles -> doubles(doubles::get, distance.doubleValue());
      case Float4Vector floats -> doubles(floats::get, distance.doubleValue());
      case UInt8Vector numbers ->
          (row, base) ->
              decimal(numbers.get(row)).compareTo(decimal(numbers.get(base)).add(distance));
      case BaseFixedWidthVector fixed -> whole(values(fixed, column), distance);
      default -> throw new IllegalArgumentException("no distances of " + column.field());
    };
  }

  private static BigDecimal decimal(long unsigned) {
    return new BigDecimal(Long.toUnsignedString(unsigned));
  }

  private static RangeKey decimals(DecimalVector decimals, BigDecimal distance) {
    return (row, base) -> decimals.getObject(row).compareTo(decimals.getObject(base).add(distance));
  }

  private static RangeKey doubles(IntToDoubleFunction value, double distance) {
    return (row, base) ->
        Double.compare(value.applyAsDouble(row) + 0.0, value.applyAsDouble(base) + distance);
  }

  private static RangeKey whole(IntToLongFunction value, BigDecimal distance) {
    boolean fits = distance.compareTo(BigDecimal.valueOf(distance.longValue())) == 0;
    return fits
        ? longs(value, distance.longValue())
        : (row, base) ->
            BigDecimal.valueOf(value.applyAsLong(row))
                .compareTo(BigDecimal.valueOf(value.applyAsLong(base)).add(distance));
  }

  private static RangeKey longs(IntToLongFunction value, long distance) {
    return (row, base) -> {
      long from = value.applyAsLong(base);
      long bound = from + distance;
      // A sum that leaves 64 bits is beyond every value.
      boolean overflow = ((from ^ bound) & (distance ^ bound)) < 0;
      if (overflow) {
        return distance < 0 ? 1 : -1;
      }
      return Long.compare(value.applyAsLong(row), bound);
    };
  }

  private static IntToLongFunction values(BaseFixedWidthVector vector, Column column) {
    MemorySegment data = column.data();
    return switch (vector) {
      case UInt1Vector _ -> row -> Byte.toUnsignedLong(data.get(JAVA_BYTE, row));
      case UInt2Vector _ -> row -> Short.toUnsignedLong(data.getAtIndex(JAVA_SHORT_UNALIGNED, row));
      case UInt4Vector _ -> row -> Integer.toUnsignedLong(data.getAtIndex(JAVA_INT_UNALIGNED, row));
      default ->
          switch (vector.getTypeWidth()) {
            case 1 -> row -> data.get(JAVA_BYTE, row);
            case 2 -> row -> data.getAtIndex(JAVA_SHORT_UNALIGNED, row);
            case 4 -> row -> data.getAtIndex(JAVA_INT_UNALIGNED, row);
            case 8 -> row -> data.getAtIndex(JAVA_LONG_UNALIGNED, row);
            default -> throw new IllegalArgumentException("no distances of " + vector.getField());
          };
    };
  }
}
