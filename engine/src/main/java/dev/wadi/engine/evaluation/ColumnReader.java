package dev.wadi.engine.evaluation;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/// Loads rows of Arrow vectors: the only place that knows widths and selections of inputs.
final class ColumnReader {
  private ColumnReader() {}

  /// @param type of the vector
  /// @param target of the class that {@link Compilation#values} makes for the type
  static void read(FieldVector vector, boolean hasNulls, SqlType type, Rows rows, Values target) {
    target.start(rows.count());
    if (rows.count() == 0) {
      return;
    }
    if (hasNulls) {
      readBits(
          Column.segment(vector.getValidityBuffer()),
          vector.getValueCount(),
          rows,
          target.writableValidity());
    }
    switch (target) {
      case Longs longs ->
          readLongs(Column.segment(vector.getDataBuffer()), type, rows, longs.values);
      case Doubles doubles ->
          readDoubles(Column.segment(vector.getDataBuffer()), type, rows, doubles.values);
      case Wides wides -> readWides(Column.segment(vector.getDataBuffer()), rows, wides);
      case Flags flags ->
          readBits(
              Column.segment(vector.getDataBuffer()), vector.getValueCount(), rows, flags.words);
      case Texts texts -> readTexts((BaseVariableWidthVector) vector, rows, texts);
      case Nested nested -> readNested(vector, rows, nested);
    }
  }

  private static void readBits(MemorySegment bitmap, int bitCount, Rows rows, long[] words) {
    int wordCount = Bits.wordCount(rows.count());
    if (rows.isDense()) {
      for (int i = 0; i < wordCount; i++) {
        words[i] = Bits.word(bitmap, (rows.from() >> 6) + i, bitCount);
      }
      return;
    }
    int[] physical = rows.physical();
    for (int i = 0; i < wordCount; i++) {
      int base = i << 6;
      int left = Math.min(64, rows.count() - base);
      long word = 0;
      for (int j = 0; j < left; j++) {
        int row = physical[rows.from() + base + j];
        word |= (bitmap.get(JAVA_BYTE, row >> 3) >>> (row & 7) & 1L) << j;
      }
      words[i] = word;
    }
  }

  private static void readLongs(MemorySegment data, SqlType type, Rows rows, long[] to) {
    switch (type) {
      case SqlType.Whole(int bits, boolean signed) -> {
        switch (bits) {
          case 8 -> readBytes(data, signed ? -1L : 0xffL, rows, to);
          case 16 -> readShorts(data, signed ? -1L : 0xffffL, rows, to);
          case 32 -> readInts(data, signed ? -1L : 0xffffffffL, rows, to);
          default -> readLongs(data, 1, rows, to);
        }
      }
      case SqlType.Date _, SqlType.Months _ -> readInts(data, -1L, rows, to);
      // The low word says it all.
      case SqlType.Exact _ -> readLongs(data, 2, rows, to);
      default -> readLongs(data, 1, rows, to);
    }
  }

  private static void readBytes(MemorySegment data, long mask, Rows rows, long[] to) {
    for (int i = 0; i < rows.count(); i++) {
      to[i] = data.get(JAVA_BYTE, rows.row(i)) & mask;
    }
  }

  private static void readShorts(MemorySegment data, long mask, Rows rows, long[] to) {
    for (int i = 0; i < rows.count(); i++) {
      to[i] = data.getAtIndex(JAVA_SHORT_UNALIGNED, rows.row(i)) & mask;
    }
  }

  private static void readInts(MemorySegment data, long mask, Rows rows, long[] to) {
    int count = rows.count();
    int from = rows.from();
    int[] physical = rows.physical();
    if (physical == null) {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_INT_UNALIGNED, from + i) & mask;
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_INT_UNALIGNED, physical[from + i]) & mask;
      }
    }
  }

  private static void readLongs(MemorySegment data, int stride, Rows rows, long[] to) {
    int count = rows.count();
    int from = rows.from();
    int[] physical = rows.physical();
    if (physical != null) {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_LONG_UNALIGNED, (long) physical[from + i] * stride);
      }
    } else if (stride == 1) {
      MemorySegment.copy(data, JAVA_LONG_UNALIGNED, 8L * from, to, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_LONG_UNALIGNED, (long) (from + i) * stride);
      }
    }
  }

  private static void readDoubles(MemorySegment data, SqlType type, Rows rows, double[] to) {
    int count = rows.count();
    int from = rows.from();
    int[] physical = rows.physical();
    if (type instanceof SqlType.Floating(boolean single) && single) {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_FLOAT_UNALIGNED, rows.row(i));
      }
    } else if (physical == null) {
      MemorySegment.copy(data, JAVA_DOUBLE_UNALIGNED, 8L * from, to, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = data.getAtIndex(JAVA_DOUBLE_UNALIGNED, physical[from + i]);
      }
    }
  }

  private static void readWides(MemorySegment data, Rows rows, Wides to) {
    for (int i = 0; i < rows.count(); i++) {
      long at = 16L * rows.row(i);
      to.low[i] = data.get(JAVA_LONG_UNALIGNED, at);
      to.high[i] = data.get(JAVA_LONG_UNALIGNED, at + 8);
    }
  }

  private static void readTexts(BaseVariableWidthVector vector, Rows rows, Texts to) {
    MemorySegment offsets = Column.segment(vector.getOffsetBuffer());
    to.bytes = Column.segment(vector.getDataBuffer());
    int[] starts = to.starts;
    int[] lengths = to.lengths;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int start = offsets.getAtIndex(JAVA_INT_UNALIGNED, row);
      starts[i] = start;
      lengths[i] = offsets.getAtIndex(JAVA_INT_UNALIGNED, row + 1) - start;
    }
  }

  private static void readNested(FieldVector vector, Rows rows, Nested to) {
    to.vector = vector;
    for (int i = 0; i < rows.count(); i++) {
      to.rows[i] = rows.row(i);
    }
  }
}
