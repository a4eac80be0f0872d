package dev.wadi.connectors.nexmark;

import dev.wadi.connectors.generator.FullColumn;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How the values of a column are made from event numbers.
sealed interface NexmarkColumn extends ColumnMaker {
  /// A column of BIGINT. Each fills its memory in a loop of its own, which the compiler then sees
  /// whole.
  @FunctionalInterface
  non-sealed interface Longs extends NexmarkColumn {
    void fill(MemorySegment data, long[] events, int rows);

    @Override
    default FieldVector make(Field field, long[] events, int rows, BufferAllocator allocator) {
      BaseFixedWidthVector vector = FullColumn.fixedWidth(field, allocator, rows);
      fill(Column.segment(vector.getDataBuffer()), events, rows);
      return vector;
    }

    @Override
    default int bytesPerRow() {
      return Long.BYTES;
    }
  }

  /// A column of TIMESTAMP, given in milliseconds.
  @FunctionalInterface
  non-sealed interface Millis extends NexmarkColumn {
    long at(long event);

    @Override
    default FieldVector make(Field field, long[] events, int rows, BufferAllocator allocator) {
      BaseFixedWidthVector vector = FullColumn.fixedWidth(field, allocator, rows);
      MemorySegment data = Column.segment(vector.getDataBuffer());
      TimeUnit unit = ((ArrowType.Timestamp) field.getType()).getUnit();
      long unitsPerMilli = unit == TimeUnit.NANOSECOND ? 1_000_000 : 1_000;
      for (int i = 0; i < rows; i++) {
        data.setAtIndex(ValueLayout.JAVA_LONG, i, at(events[i]) * unitsPerMilli);
      }
      return vector;
    }

    @Override
    default int bytesPerRow() {
      return Long.BYTES;
    }
  }

  /// A column of TEXT.
  ///
  /// @param maxBytes the length of the longest value
  record Texts(int maxBytes, TextValue value) implements NexmarkColumn {
    @FunctionalInterface
    interface TextValue {
      void write(TextWriter out, long event);
    }

    @Override
    public FieldVector make(Field field, long[] events, int rows, BufferAllocator allocator) {
      long capacity = (long) rows * maxBytes + TextWriter.SPARE_BYTES;
      VarCharVector vector = FullColumn.text(field, allocator, rows, capacity);
      var out = new TextWriter(vector);
      for (int i = 0; i < rows; i++) {
        value.write(out, events[i]);
        out.endRow();
      }
      FullColumn.finish(vector, rows);
      return vector;
    }

    @Override
    public int bytesPerRow() {
      return maxBytes;
    }
  }
}
