package dev.wadi.engine.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.batch.Bytes;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.compare.Range;
import org.apache.arrow.vector.compare.RangeEqualsVisitor;

/// Compares a key column with the stored keys that its rows are suspected to equal.
public final class KeyComparison {
  private KeyComparison() {}

  /// Whether the value of a row equals that of a stored one.
  @FunctionalInterface
  public interface Equality {
    boolean test(int row, int stored);
  }

  /// Compares values one by one; nulls are equal to each other. Valid as long as both columns are.
  public static Equality equality(Column column, Column stored) {
    return withNulls(values(column, stored), column, stored);
  }

  /// The rows (as indexes into `rows`) that do not equal the stored key of their group. Rows whose
  /// group is negative are left out.
  ///
  /// @param open which indexes to compare, or null for the first `openCount`
  public static int[] differing(
      Column column, Selection rows, Column stored, int[] groups, int[] open, int openCount) {
    boolean nulls = column.hasNulls() || stored.hasNulls();
    if (!nulls && open == null && column.vector() instanceof BaseFixedWidthVector fixed) {
      if (fixed.getTypeWidth() == 8 && !(fixed instanceof Float8Vector)) {
        return differingLongs(column.data(), rows, stored.data(), groups, openCount);
      }
    }
    return differing(equality(column, stored), rows, groups, open, openCount);
  }

  private static int[] differingLongs(
      MemorySegment values, Selection rows, MemorySegment stored, int[] groups, int count) {
    long difference = 0;
    for (int i = 0; i < count; i++) {
      if (groups[i] >= 0) {
        difference |=
            values.getAtIndex(JAVA_LONG_UNALIGNED, rows.row(i))
                ^ stored.getAtIndex(JAVA_LONG_UNALIGNED, groups[i]);
      }
    }
    if (difference == 0) {
      return new int[0];
    }
    Equality equality =
        (row, group) ->
            values.getAtIndex(JAVA_LONG_UNALIGNED, row)
                == stored.getAtIndex(JAVA_LONG_UNALIGNED, group);
    return differing(equality, rows, groups, null, count);
  }

  private static int[] differing(
      Equality equality, Selection rows, int[] groups, int[] open, int openCount) {
    int[] found = new int[0];
    int count = 0;
    for (int k = 0; k < openCount; k++) {
      int i = open == null ? k : open[k];
      if (groups[i] >= 0 && !equality.test(rows.row(i), groups[i])) {
        found = count == found.length ? Arrays.copyOf(found, 8 + 2 * count) : found;
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static Equality withNulls(Equality values, Column column, Column stored) {
    if (!column.hasNulls() && !stored.hasNulls()) {
      return values;
    }
    MemorySegment validity = column.validity();
    MemorySegment storedValidity = stored.validity();
    return (row, group) -> {
      boolean present = Bits.get(validity, row);
      return present == Bits.get(storedValidity, group) && (!present || values.test(row, group));
    };
  }

  private static Equality values(Column column, Column stored) {
    return switch (column.vector()) {
      case BaseFixedWidthVector fixed -> fixedWidth(fixed, column.data(), stored.data());
      case BaseVariableWidthVector _ -> bytes(column, stored);
      default -> nested(column, stored);
    };
  }

  private static Equality fixedWidth(
      BaseFixedWidthVector vector, MemorySegment a, MemorySegment b) {
    return switch (vector) {
      case BitVector _ -> (row, group) -> Bits.get(a, row) == Bits.get(b, group);
      case Float8Vector _ ->
          (row, group) ->
              same(
                  a.getAtIndex(JAVA_DOUBLE_UNALIGNED, row),
                  b.getAtIndex(JAVA_DOUBLE_UNALIGNED, group));
      case Float4Vector _ ->
          (row, group) ->
              same(
                  a.getAtIndex(JAVA_FLOAT_UNALIGNED, row),
                  b.getAtIndex(JAVA_FLOAT_UNALIGNED, group));
      default -> fixedWidth(vector.getTypeWidth(), a, b);
    };
  }

  private static boolean same(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  private static Equality fixedWidth(int width, MemorySegment a, MemorySegment b) {
    return switch (width) {
      case 1 -> (row, group) -> a.get(JAVA_BYTE, row) == b.get(JAVA_BYTE, group);
      case 2 ->
          (row, group) ->
              a.getAtIndex(JAVA_SHORT_UNALIGNED, row) == b.getAtIndex(JAVA_SHORT_UNALIGNED, group);
      case 4 ->
          (row, group) ->
              a.getAtIndex(JAVA_INT_UNALIGNED, row) == b.getAtIndex(JAVA_INT_UNALIGNED, group);
      case 8 ->
          (row, group) ->
              a.getAtIndex(JAVA_LONG_UNALIGNED, row) == b.getAtIndex(JAVA_LONG_UNALIGNED, group);
      default -> (row, group) -> Bytes.equal(a, (long) row * width, b, (long) group * width, width);
    };
  }

  private static Equality bytes(Column column, Column stored) {
    MemorySegment a = column.data();
    MemorySegment b = stored.data();
    MemorySegment offsetsOfA = column.offsets();
    MemorySegment offsetsOfB = stored.offsets();
    return (row, group) -> {
      int startOfA = offsetsOfA.getAtIndex(JAVA_INT_UNALIGNED, row);
      int startOfB = offsetsOfB.getAtIndex(JAVA_INT_UNALIGNED, group);
      int length = offsetsOfA.getAtIndex(JAVA_INT_UNALIGNED, row + 1) - startOfA;
      return length == offsetsOfB.getAtIndex(JAVA_INT_UNALIGNED, group + 1) - startOfB
          && Bytes.equal(a, startOfA, b, startOfB, length);
    };
  }

  private static Equality nested(Column column, Column stored) {
    // The vectors' types are the same but for names, which mean nothing.
    var visitor = new RangeEqualsVisitor(column.vector(), stored.vector(), (one, other) -> true);
    return (row, group) -> visitor.rangeEquals(new Range(row, group, 1));
  }
}
