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

/// Compares a value of one column with a value of another of the same type, both not null: texts by
/// code point, NaN after all other numbers and equal to itself, lists item by item, structs field
/// by field; nulls in them last.
@FunctionalInterface
interface ValueOrder {
  int compare(int a, int b);

  static ValueOrder of(Column one, Column other) {
    return switch (one.vector()) {
      case BitVector _ -> bits(one.data(), other.data());
      case DecimalVector _ -> decimals(one.data(), other.data());
      case BaseFixedWidthVector fixed -> fixed(fixed, one.data(), other.data());
      case BaseVariableWidthVector _ ->
          bytes(one.data(), one.offsets(), other.data(), other.offsets());
      case ListVector lists -> lists(lists, (ListVector) other.vector());
      case StructVector structs -> structs(structs, (StructVector) other.vector());
      default -> throw new IllegalArgumentException("no order of " + one.field());
    };
  }

  /// The same with nulls, which come last.
  static ValueOrder nullsLast(FieldVector one, FieldVector other) {
    ValueOrder values = of(Column.of(one), Column.of(other));
    return (a, b) -> {
      boolean aNull = one.isNull(a);
      boolean bNull = other.isNull(b);
      return aNull || bNull ? Boolean.compare(aNull, bNull) : values.compare(a, b);
    };
  }

  private static ValueOrder bits(MemorySegment x, MemorySegment y) {
    return (a, b) -> Boolean.compare(Bits.get(x, a), Bits.get(y, b));
  }

  // 128 bits, the low half first.
  private static ValueOrder decimals(MemorySegment x, MemorySegment y) {
    return (a, b) -> {
      int high =
          Long.compare(
              x.getAtIndex(JAVA_LONG_UNALIGNED, 2L * a + 1),
              y.getAtIndex(JAVA_LONG_UNALIGNED, 2L * b + 1));
      return high != 0
          ? high
          : Long.compareUnsigned(
              x.getAtIndex(JAVA_LONG_UNALIGNED, 2L * a), y.getAtIndex(JAVA_LONG_UNALIGNED, 2L * b));
    };
  }

  private static ValueOrder fixed(BaseFixedWidthVector vector, MemorySegment x, MemorySegment y) {
    return switch (vector) {
      // Adding 0.0 turns -0.0 into 0.0.
      case Float8Vector _ ->
          (a, b) ->
              Double.compare(
                  x.getAtIndex(JAVA_DOUBLE_UNALIGNED, a) + 0.0,
                  y.getAtIndex(JAVA_DOUBLE_UNALIGNED, b) + 0.0);
      case Float4Vector _ ->
          (a, b) ->
              Float.compare(
                  x.getAtIndex(JAVA_FLOAT_UNALIGNED, a) + 0.0f,
                  y.getAtIndex(JAVA_FLOAT_UNALIGNED, b) + 0.0f);
      case UInt1Vector _ ->
          (a, b) -> Byte.compareUnsigned(x.get(JAVA_BYTE, a), y.get(JAVA_BYTE, b));
      case UInt2Vector _ ->
          (a, b) ->
              Short.compareUnsigned(
                  x.getAtIndex(JAVA_SHORT_UNALIGNED, a), y.getAtIndex(JAVA_SHORT_UNALIGNED, b));
      case UInt4Vector _ ->
          (a, b) ->
              Integer.compareUnsigned(
                  x.getAtIndex(JAVA_INT_UNALIGNED, a), y.getAtIndex(JAVA_INT_UNALIGNED, b));
      case UInt8Vector _ ->
          (a, b) ->
              Long.compareUnsigned(
                  x.getAtIndex(JAVA_LONG_UNALIGNED, a), y.getAtIndex(JAVA_LONG_UNALIGNED, b));
      default -> signed(vector, x, y);
    };
  }

  private static ValueOrder signed(BaseFixedWidthVector vector, MemorySegment x, MemorySegment y) {
    return switch (vector.getTypeWidth()) {
      case 1 -> (a, b) -> Byte.compare(x.get(JAVA_BYTE, a), y.get(JAVA_BYTE, b));
      case 2 ->
          (a, b) ->
              Short.compare(
                  x.getAtIndex(JAVA_SHORT_UNALIGNED, a), y.getAtIndex(JAVA_SHORT_UNALIGNED, b));
      case 4 ->
          (a, b) ->
              Integer.compare(
                  x.getAtIndex(JAVA_INT_UNALIGNED, a), y.getAtIndex(JAVA_INT_UNALIGNED, b));
      case 8 ->
          (a, b) ->
              Long.compare(
                  x.getAtIndex(JAVA_LONG_UNALIGNED, a), y.getAtIndex(JAVA_LONG_UNALIGNED, b));
      default -> throw new IllegalArgumentException("no order of " + vector.getField());
    };
  }

  private static ValueOrder bytes(
      MemorySegment x, MemorySegment offsetsOfX, MemorySegment y, MemorySegment offsetsOfY) {
    return (a, b) -> {
      int aStart = offsetsOfX.getAtIndex(JAVA_INT_UNALIGNED, a);
      int bStart = offsetsOfY.getAtIndex(JAVA_INT_UNALIGNED, b);
      return Bytes.compare(
          x,
          aStart,
          offsetsOfX.getAtIndex(JAVA_INT_UNALIGNED, a + 1) - aStart,
          y,
          bStart,
          offsetsOfY.getAtIndex(JAVA_INT_UNALIGNED, b + 1) - bStart);
    };
  }

  private static ValueOrder lists(ListVector one, ListVector other) {
    ValueOrder items = nullsLast(one.getDataVector(), other.getDataVector());
    return (a, b) -> {
      int aStart = one.getElementStartIndex(a);
      int bStart = other.getElementStartIndex(b);
      int aLength = one.getElementEndIndex(a) - aStart;
      int bLength = other.getElementEndIndex(b) - bStart;
      for (int i = 0; i < Math.min(aLength, bLength); i++) {
        int order = items.compare(aStart + i, bStart + i);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(aLength, bLength);
    };
  }

  private static ValueOrder structs(StructVector one, StructVector other) {
    List<ValueOrder> fields = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      fields.add(
          nullsLast(
              (FieldVector) one.getChildByOrdinal(i), (FieldVector) other.getChildByOrdinal(i)));
    }
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
