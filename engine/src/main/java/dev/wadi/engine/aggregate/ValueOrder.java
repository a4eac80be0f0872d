package dev.wadi.engine.aggregate;

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
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;

/// The order of a value of one column and a value of another, both not null. -0.0 equals 0.0; NaN
/// is greater than all numbers; lists and structs have no order.
@FunctionalInterface
interface ValueOrder {
  int compare(int row, int otherRow);

  static ValueOrder of(Column a, Column b) {
    return switch (a.vector()) {
      case BitVector _ -> longs(bits(a.data()), bits(b.data()));
      case Float8Vector _ -> doubles(a.data(), b.data());
      case Float4Vector _ -> floats(a.data(), b.data());
      case DecimalVector _ -> decimals(a.data(), b.data());
      case BaseFixedWidthVector fixed -> {
        int width = fixed.getTypeWidth();
        boolean unsigned = Numbers.isUnsigned(a);
        yield longs(whole(a.data(), width, unsigned), whole(b.data(), width, unsigned));
      }
      case BaseVariableWidthVector _ -> bytes(a, b);
      default -> (row, otherRow) -> 0;
    };
  }

  private static ValueOrder longs(IntToLongFunction a, IntToLongFunction b) {
    return (row, otherRow) -> Long.compare(a.applyAsLong(row), b.applyAsLong(otherRow));
  }

  private static IntToLongFunction bits(MemorySegment data) {
    return row -> Bits.get(data, row) ? 1 : 0;
  }

  private static IntToLongFunction whole(MemorySegment data, int width, boolean unsigned) {
    return switch (width) {
      case 1 ->
          unsigned ? row -> data.get(JAVA_BYTE, row) & 0xffL : row -> data.get(JAVA_BYTE, row);
      case 2 ->
          unsigned
              ? row -> data.getAtIndex(JAVA_SHORT_UNALIGNED, row) & 0xffffL
              : row -> data.getAtIndex(JAVA_SHORT_UNALIGNED, row);
      case 4 ->
          unsigned
              ? row -> data.getAtIndex(JAVA_INT_UNALIGNED, row) & 0xffff_ffffL
              : row -> data.getAtIndex(JAVA_INT_UNALIGNED, row);
      default ->
          unsigned
              ? row -> data.getAtIndex(JAVA_LONG_UNALIGNED, row) ^ Long.MIN_VALUE
              : row -> data.getAtIndex(JAVA_LONG_UNALIGNED, row);
    };
  }

  private static ValueOrder doubles(MemorySegment a, MemorySegment b) {
    return (row, otherRow) ->
        Double.compare(
            a.getAtIndex(JAVA_DOUBLE_UNALIGNED, row) + 0.0,
            b.getAtIndex(JAVA_DOUBLE_UNALIGNED, otherRow) + 0.0);
  }

  private static ValueOrder floats(MemorySegment a, MemorySegment b) {
    return (row, otherRow) ->
        Float.compare(
            a.getAtIndex(JAVA_FLOAT_UNALIGNED, row) + 0.0f,
            b.getAtIndex(JAVA_FLOAT_UNALIGNED, otherRow) + 0.0f);
  }

  private static ValueOrder decimals(MemorySegment a, MemorySegment b) {
    return (row, otherRow) -> {
      long high = a.getAtIndex(JAVA_LONG_UNALIGNED, 2L * row + 1);
      long otherHigh = b.getAtIndex(JAVA_LONG_UNALIGNED, 2L * otherRow + 1);
      return high != otherHigh
          ? Long.compare(high, otherHigh)
          : Long.compareUnsigned(
              a.getAtIndex(JAVA_LONG_UNALIGNED, 2L * row),
              b.getAtIndex(JAVA_LONG_UNALIGNED, 2L * otherRow));
    };
  }

  private static ValueOrder bytes(Column a, Column b) {
    MemorySegment data = a.data();
    MemorySegment otherData = b.data();
    MemorySegment offsets = a.offsets();
    MemorySegment otherOffsets = b.offsets();
    return (row, otherRow) -> {
      int start = offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      int end = offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1);
      int otherStart = otherOffsets.getAtIndex(JAVA_INT_UNALIGNED, otherRow);
      int otherEnd = otherOffsets.getAtIndex(JAVA_INT_UNALIGNED, otherRow + 1);
      return Bytes.compare(data, start, end - start, otherData, otherStart, otherEnd - otherStart);
    };
  }
}
