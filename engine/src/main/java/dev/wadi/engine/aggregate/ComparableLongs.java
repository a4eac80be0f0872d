package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Values of types of at most 8 bytes as longs that compare like the values do. -0.0 is 0.0; NaN is
/// greater than all numbers.
final class ComparableLongs {
  private final ArrowType type;
  private final Numbers numbers = new Numbers();

  ComparableLongs(Field type) {
    this.type = type.getType();
  }

  static boolean supports(Field type) {
    return switch (type.getType()) {
      case ArrowType.Bool _,
          ArrowType.Int _,
          ArrowType.FloatingPoint _,
          ArrowType.Date _,
          ArrowType.Time _,
          ArrowType.Timestamp _,
          ArrowType.Duration _ ->
          true;
      case ArrowType.Interval interval -> interval.getUnit() == IntervalUnit.YEAR_MONTH;
      default -> false;
    };
  }

  /// Entries of null rows are unspecified; valid until the next call.
  long[] read(Column column, Selection rows) {
    if (column.vector() instanceof BitVector) {
      return bits(column.data(), rows);
    }
    if (type instanceof ArrowType.FloatingPoint) {
      return doubles(column, rows);
    }
    long[] values = numbers.longs(column, rows);
    if (Numbers.isUnsigned(column)) {
      for (int i = 0; i < rows.count(); i++) {
        values[i] ^= Long.MIN_VALUE;
      }
    }
    return values;
  }

  private static long[] bits(MemorySegment bits, Selection rows) {
    long[] values = new long[rows.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Bits.get(bits, rows.row(i)) ? 1 : 0;
    }
    return values;
  }

  private long[] doubles(Column column, Selection rows) {
    double[] doubles = numbers.doubles(column, rows);
    long[] values = new long[rows.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = flip(Double.doubleToLongBits(doubles[i] + 0.0));
    }
    return values;
  }

  // The bits of doubles compare like the doubles, but for negative ones the other way round.
  private static long flip(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /// Writes a value into a vector that has room for it.
  void write(BaseFixedWidthVector vector, int index, long comparable) {
    long value = original(comparable);
    if (vector instanceof BitVector) {
      Bits.set(Column.segment(vector.getDataBuffer()), index, value != 0);
    } else {
      Numbers.write(vector, index, value);
    }
  }

  /// A number as a double.
  double number(long comparable) {
    return type instanceof ArrowType.FloatingPoint
        ? Double.longBitsToDouble(flip(comparable))
        : exact(comparable).doubleValue();
  }

  /// A whole number.
  BigDecimal exact(long comparable) {
    long value = original(comparable);
    boolean unsigned = type instanceof ArrowType.Int whole && !whole.getIsSigned();
    return unsigned ? new BigDecimal(Long.toUnsignedString(value)) : BigDecimal.valueOf(value);
  }

  private long original(long comparable) {
    return switch (type) {
      case ArrowType.FloatingPoint f when f.getPrecision() == FloatingPointPrecision.SINGLE ->
          Float.floatToRawIntBits((float) Double.longBitsToDouble(flip(comparable)));
      case ArrowType.FloatingPoint _ -> flip(comparable);
      case ArrowType.Int whole when !whole.getIsSigned() -> comparable ^ Long.MIN_VALUE;
      default -> comparable;
    };
  }
}
