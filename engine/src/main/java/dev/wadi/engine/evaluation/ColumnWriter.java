package dev.wadi.engine.evaluation;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.batch.Bytes;
import dev.wadi.engine.batch.NestedCopy;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Stores values in an Arrow vector that is aligned with a batch, a stretch of ascending rows at a
/// time: the only place that knows widths and selections of results.
final class ColumnWriter implements AutoCloseable {
  private final FieldVector vector;
  private final SqlType type;
  private final int rowCount;
  private MemorySegment data;
  private int textEnd;
  private int textRows;

  /// @param rowCount of the vector
  ColumnWriter(Field field, BufferAllocator allocator, int rowCount) {
    this.vector = field.createVector(allocator);
    this.type = SqlType.of(field);
    this.rowCount = rowCount;
    vector.setInitialCapacity(Math.max(1, rowCount));
    vector.allocateNew();
    this.data = type instanceof SqlType.Opaque ? null : Column.segment(vector.getDataBuffer());
  }

  /// Writes value i to the i-th of the rows.
  void write(Values values, Rows rows) {
    if (!(values instanceof Nested)) {
      writeNulls(values, rows);
    }
    switch (values) {
      case Longs longs -> writeLongs(longs.values, rows);
      case Doubles doubles -> writeDoubles(doubles.values, rows);
      case Wides wides -> writeWides(wides, rows);
      case Flags flags -> writeBits(flags.words, rows, data);
      case Texts texts -> writeTexts(texts, rows);
      case Nested nested -> writeNested(nested, rows);
    }
  }

  /// Gives the vector away.
  Column finish() {
    if (vector instanceof BaseVariableWidthVector texts) {
      MemorySegment offsets = Column.segment(texts.getOffsetBuffer());
      for (; textRows <= rowCount; textRows++) {
        offsets.setAtIndex(JAVA_INT_UNALIGNED, textRows, textEnd);
      }
      texts.setLastSet(rowCount - 1);
    }
    vector.setValueCount(rowCount);
    return Column.of(vector);
  }

  /// Frees a vector that was not given away.
  @Override
  public void close() {
    vector.close();
  }

  private void writeNulls(Values values, Rows rows) {
    MemorySegment validity = Column.segment(vector.getValidityBuffer());
    if (rows.isDense()) {
      for (int i = 0; i < values.wordCount(); i++) {
        Bits.setWord(validity, (rows.from() >> 6) + i, rowCount, values.validWord(i));
      }
    } else if (values.nullable()) {
      for (int i = 0; i < rows.count(); i++) {
        if (!values.isNull(i)) {
          setBit(validity, rows.row(i));
        }
      }
    } else {
      for (int i = 0; i < rows.count(); i++) {
        setBit(validity, rows.row(i));
      }
    }
  }

  private static void setBit(MemorySegment bitmap, int row) {
    byte old = bitmap.get(JAVA_BYTE, row >> 3);
    bitmap.set(JAVA_BYTE, row >> 3, (byte) (old | 1 << (row & 7)));
  }

  private void writeBits(long[] words, Rows rows, MemorySegment bitmap) {
    if (rows.isDense()) {
      for (int i = 0; i < Bits.wordCount(rows.count()); i++) {
        Bits.setWord(bitmap, (rows.from() >> 6) + i, rowCount, words[i]);
      }
      return;
    }
    for (int i = 0; i < rows.count(); i++) {
      if ((words[i >> 6] >>> i & 1) != 0) {
        setBit(bitmap, rows.row(i));
      }
    }
  }

  private void writeLongs(long[] values, Rows rows) {
    int count = rows.count();
    switch (vectorWidth()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          data.set(JAVA_BYTE, rows.row(i), (byte) values[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          data.setAtIndex(JAVA_SHORT_UNALIGNED, rows.row(i), (short) values[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          data.setAtIndex(JAVA_INT_UNALIGNED, rows.row(i), (int) values[i]);
        }
      }
      case 8 -> writeLongs(data, values, rows);
      default -> {
        for (int i = 0; i < count; i++) {
          long at = 16L * rows.row(i);
          data.set(JAVA_LONG_UNALIGNED, at, values[i]);
          data.set(JAVA_LONG_UNALIGNED, at + 8, values[i] >> 63);
        }
      }
    }
  }

  private int vectorWidth() {
    return switch (type) {
      case SqlType.Whole t -> t.bits() / 8;
      case SqlType.Date _, SqlType.Months _ -> 4;
      case SqlType.Exact _ -> 16;
      default -> 8;
    };
  }

  private static void writeLongs(MemorySegment data, long[] values, Rows rows) {
    int[] physical = rows.physical();
    if (physical == null) {
      MemorySegment.copy(values, 0, data, JAVA_LONG_UNALIGNED, 8L * rows.from(), rows.count());
      return;
    }
    int from = rows.from();
    for (int i = 0; i < rows.count(); i++) {
      data.setAtIndex(JAVA_LONG_UNALIGNED, physical[from + i], values[i]);
    }
  }

  private void writeDoubles(double[] values, Rows rows) {
    if (type instanceof SqlType.Floating(boolean single) && single) {
      for (int i = 0; i < rows.count(); i++) {
        data.setAtIndex(JAVA_FLOAT_UNALIGNED, rows.row(i), (float) values[i]);
      }
    } else if (rows.isDense()) {
      MemorySegment.copy(values, 0, data, JAVA_DOUBLE_UNALIGNED, 8L * rows.from(), rows.count());
    } else {
      for (int i = 0; i < rows.count(); i++) {
        data.setAtIndex(JAVA_DOUBLE_UNALIGNED, rows.row(i), values[i]);
      }
    }
  }

  private void writeWides(Wides values, Rows rows) {
    for (int i = 0; i < rows.count(); i++) {
      long at = 16L * rows.row(i);
      data.set(JAVA_LONG_UNALIGNED, at, values.low[i]);
      data.set(JAVA_LONG_UNALIGNED, at + 8, values.high[i]);
    }
  }

  private void writeTexts(Texts values, Rows rows) {
    BaseVariableWidthVector texts = (BaseVariableWidthVector) vector;
    makeRoom(texts, values, rows.count());
    MemorySegment offsets = Column.segment(texts.getOffsetBuffer());
    // Locals, because after each write to memory a field would have to be read again.
    MemorySegment target = data;
    MemorySegment bytes = values.bytes;
    int[] starts = values.starts;
    int[] lengths = values.lengths;
    int end = textEnd;
    int next = textRows;
    for (int i = 0; i < rows.count(); i++) {
      // Rows that are not selected are empty texts.
      for (int row = rows.row(i); next <= row; next++) {
        offsets.setAtIndex(JAVA_INT_UNALIGNED, next, end);
      }
      if (!values.isNull(i)) {
        Bytes.copy(bytes, starts[i], target, end, lengths[i]);
        end += lengths[i];
      }
    }
    textEnd = end;
    textRows = next;
  }

  private void makeRoom(BaseVariableWidthVector texts, Values values, int count) {
    long needed = textEnd;
    for (int i = 0; i < count; i++) {
      needed += ((Texts) values).lengths[i];
    }
    if (needed > texts.getByteCapacity()) {
      texts.reallocDataBuffer(needed);
      data = Column.segment(texts.getDataBuffer());
    }
  }

  private void writeNested(Nested values, Rows rows) {
    for (int i = 0; i < rows.count(); i++) {
      if (!values.isNull(i)) {
        NestedCopy.copy(values.vector, values.rows[i], vector, rows.row(i));
      }
    }
  }
}
