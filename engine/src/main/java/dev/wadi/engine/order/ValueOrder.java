package dev.wadi.engine.order;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.batch.Bytes;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Compares two values of one column that are not null: texts by code point, NaN after all other
/// numbers and equal to itself, lists item by item, structs field by field; nulls in them last.
@FunctionalInterface
interface ValueOrder {
  int compare(int a, int b);

  static ValueOrder of(Column column) {
    return switch (column.vector()) {
      case BitVector _ -> bits(column.data());
      case DecimalVector _ -> decimals(column.data());
      case BaseFixedWidthVector fixed -> fixed(fixed, column.data());
      case BaseVariableWidthVector _ -> bytes(column.data(), column.offsets());
      case ListVector lists -> lists(lists);
      case StructVector structs -> structs(structs);
      default -> throw new IllegalArgumentException("no order of " + column.field());
    };
  }

  /// The same with nulls, which come last.
  static ValueOrder nullsLast(FieldVector vector) {
    ValueOrder values = of(Column.of(vector));
    return (a, b) -> {
      boolean aNull = vector.isNull(a);
      boolean bNull = vector.isNull(b);
      return aNull || bNull ? Boolean.compare(aNull, bNull) : values.compare(a, b);
    };
  }

  private static ValueOrder bits(MemorySegment data) {
    return (a, b) -> Boolean.compare(Bits.get(data, a), Bits.get(data, b));
  }

  // 128 bits, the low half first.
  private static ValueOrder decimals(MemorySegment data) {
    return (a, b) -> {
      int high =
          Long.compare(
              data.getAtIndex(JAVA_LONG_UNALIGNED, 2L * a + 1),
              data.getAtIndex(JAVA_LONG_UNALIGNED, 2L * b + 1));
      return high != 0
          ? high
          : Long.compareUnsigned(
              data.getAtIndex(JAVA_LONG_UNALIGNED, 2L * a),
              data.getAtIndex(JAVA_LONG_UNALIGNED, 2L * b));
    };
  }

  private static ValueOrder fixed(BaseFixedWidthVector vector, MemorySegment data) {
    return switch (vector) {
      // Adding 0.0 turns -0.0 into 0.0.
      case Float8Vector _ ->
          (a, b) ->
              Double.compare(
                  data.getAtIndex(JAVA_DOUBLE_UNALIGNED, a) + 0.0,
                  data.getAtIndex(JAVA_DOUBLE_UNALIGNED, b) + 0.0);
      case Float4Vector _ ->
          (a, b) ->
              Float.compare(
                  data.getAtIndex(JAVA_FLOAT_UNALIGNED, a) + 0.0f,
                  data.getAtIndex(JAVA_FLOAT_UNALIGNED, b) + 0.0f);
      case UInt1Vector _ ->
          (a, b) -> Byte.compareUnsigned(data.get(JAVA_BYTE, a), data.get(JAVA_BYTE, b));
      case UInt2Vector _ ->
          (a, b) ->
              Short.compareUnsigned(
                  data.getAtIndex(JAVA_SHORT_UNALIGNED, a),
                  data.getAtIndex(JAVA_SHORT_UNALIGNED, b));
      case UInt4Vector _ ->
          (a, b) ->
              Integer.compareUnsigned(
                  data.getAtIndex(JAVA_INT_UNALIGNED, a), data.getAtIndex(JAVA_INT_UNALIGNED, b));
      case UInt8Vector _ ->
          (a, b) ->
              Long.compareUnsigned(
                  data.getAtIndex(JAVA_LONG_UNALIGNED, a), data.getAtIndex(JAVA_LONG_UNALIGNED, b));
      default -> signed(vector, data);
    };
  }

  private static ValueOrder signed(BaseFixedWidthVector vector, MemorySegment data) {
    return switch (vector.getTypeWidth()) {
      case 1 -> (a, b) -> Byte.compare(data.get(JAVA_BYTE, a), data.get(JAVA_BYTE, b));
      case 2 ->
          (a, b) ->
              Short.compare(
                  data.getAtIndex(JAVA_SHORT_UNALIGNED, a),
                  data.getAtIndex(JAVA_SHORT_UNALIGNED, b));
      case 4 ->
          (a, b) ->
              Integer.compare(
                  data.getAtIndex(JAVA_INT_UNALIGNED, a), data.getAtIndex(JAVA_INT_UNALIGNED, b));
      case 8 ->
          (a, b) ->
              Long.compare(
                  data.getAtIndex(JAVA_LONG_UNALIGNED, a), data.getAtIndex(JAVA_LONG_UNALIGNED, b));
      default -> throw new IllegalArgumentException("no order of " + vector.getField());
    };
  }

  private static ValueOrder bytes(MemorySegment data, MemorySegment offsets) {
    return (a, b) -> {
      int aStart = offsets.getAtIndex(JAVA_INT_UNALIGNED, a);
      int bStart = offsets.getAtIndex(JAVA_INT_UNALIGNED, b);
      return Bytes.compare(
          data,
          aStart,
          offsets.getAtIndex(JAVA_INT_UNALIGNED, a + 1) - aStart,
          data,
          bStart,
          offsets.getAtIndex(JAVA_INT_UNALIGNED, b + 1) - bStart);
    };
  }

  private static ValueOrder lists(ListVector vector) {
    ValueOrder items = nullsLast(vector.getDataVector());
    return (a, b) -> {
      int aStart = vector.getElementStartIndex(a);
      int bStart = vector.getElementStartIndex(b);
      int aLength = vector.getElementEndIndex(a) - aStart;
      int bLength = vector.getElementEndIndex(b) - bStart;
      for (int i = 0; i < Math.min(aLength, bLength); i++) {
        int order = items.compare(aStart + i, bStart + i);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(aLength, bLength);
    };
  }

  private static ValueOrder structs(StructVector vector) {
    List<ValueOrder> fields = new ArrayList<>();
    vector.getChildrenFromFields().forEach(child -> fields.add(nullsLast(child)));
    return (a, b) -> {
      for (ValueOrder field : fields) {
        int order = field.compare(a, b);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
