package dev.wadi.engine.batch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;

/// 64-bit hashes of rows, the same in every process. Equal values of columns of the same type have
/// equal hashes, whatever batch they are in; -0.0 equals 0.0, all NaNs are equal, nulls are equal.
public final class RowHash {
  private static final long SEED = 0x243f6a8885a308d3L;
  private static final long NULL = 0x13198a2e03707344L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private RowHash() {}

  /// Hashes the key columns of each row that counts.
  ///
  /// @param keys columns of the batch, or computed ones that are aligned with it
  /// @param hashes entry i receives the hash of row `batch.row(i)`
  public static void hash(List<Column> keys, Batch batch, long[] hashes) {
    int count = batch.rowCount();
    int[] rows = batch.selection() == null ? null : batch.selection().rows();
    Arrays.fill(hashes, 0, count, SEED);
    long[] values = new long[count];
    for (Column key : keys) {
      readValues(key, rows, values);
      if (key.hasNulls()) {
        overwriteNulls(key.validity(), rows, values);
      }
      for (int i = 0; i < count; i++) {
        hashes[i] = mix(hashes[i] * GOLDEN + values[i]);
      }
    }
  }

  /// The finisher of SplitMix64 (Steele, Lea, Flood 2014), with Stafford's constants.
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static void readValues(Column key, int[] rows, long[] values) {
    switch (key.vector()) {
      case BitVector _ -> readBits(key.data(), rows, values);
      case Float8Vector _ -> readDoubles(key.data(), rows, values);
      case Float4Vector _ -> readFloats(key.data(), rows, values);
      case BaseFixedWidthVector fixed -> readFixed(fixed.getTypeWidth(), key.data(), rows, values);
      case BaseVariableWidthVector _ -> readBytes(key, rows, values);
      default -> readNested(key, rows, values);
    }
  }

  private static int row(int[] rows, int i) {
    return rows == null ? i : rows[i];
  }

  private static void overwriteNulls(MemorySegment validity, int[] rows, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Bits.get(validity, row(rows, i)) ? values[i] : NULL;
    }
  }

  private static void readBits(MemorySegment data, int[] rows, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Bits.get(data, row(rows, i)) ? 1 : 0;
    }
  }

  // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits has one NaN.
  private static void readDoubles(MemorySegment data, int[] rows, long[] values) {
    for (int i = 0; i < values.length; i++) {
      double value = data.getAtIndex(JAVA_DOUBLE_UNALIGNED, row(rows, i));
      values[i] = Double.doubleToLongBits(value + 0.0);
    }
  }

  private static void readFloats(MemorySegment data, int[] rows, long[] values) {
    for (int i = 0; i < values.length; i++) {
      float value = data.getAtIndex(JAVA_FLOAT_UNALIGNED, row(rows, i));
      values[i] = Float.floatToIntBits(value + 0.0f);
    }
  }

  private static void readFixed(int width, MemorySegment data, int[] rows, long[] values) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.get(JAVA_BYTE, row(rows, i));
        }
      }
      case 2 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.getAtIndex(JAVA_SHORT_UNALIGNED, row(rows, i));
        }
      }
      case 4 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.getAtIndex(JAVA_INT_UNALIGNED, row(rows, i));
        }
      }
      case 8 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.getAtIndex(JAVA_LONG_UNALIGNED, row(rows, i));
        }
      }
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Bytes.hash(data, (long) row(rows, i) * width, width);
        }
      }
    }
  }

  private static void readBytes(Column key, int[] rows, long[] values) {
    MemorySegment data = key.data();
    MemorySegment offsets = key.offsets();
    for (int i = 0; i < values.length; i++) {
      int row = row(rows, i);
      int start = offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      int end = offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1);
      values[i] = Bytes.hash(data, start, end - start);
    }
  }

  private static void readNested(Column key, int[] rows, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = key.vector().hashCode(row(rows, i));
    }
  }
}
