package dev.wadi.connectors.generator;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseValueVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;

/// A new column in which every row has a value, to be filled through its memory.
public final class FullColumn {
  private FullColumn() {}

  /// A vector of fixed-width values, not yet written.
  public static BaseFixedWidthVector fixedWidth(Field field, BufferAllocator allocator, int rows) {
    BaseFixedWidthVector vector = (BaseFixedWidthVector) field.createVector(allocator);
    vector.allocateNew(rows);
    setAllValid(vector, rows);
    vector.setValueCount(rows);
    return vector;
  }

  /// A vector of texts with room for `bytes` bytes, offsets and bytes not yet written. Ends with
  /// {@link #finish}.
  public static VarCharVector text(Field field, BufferAllocator allocator, int rows, long bytes) {
    VarCharVector vector = (VarCharVector) field.createVector(allocator);
    vector.allocateNew(bytes, rows);
    setAllValid(vector, rows);
    return vector;
  }

  /// Completes a vector of texts whose offsets and bytes have been written.
  public static void finish(VarCharVector vector, int rows) {
    vector.setLastSet(rows - 1);
    vector.setValueCount(rows);
  }

  private static void setAllValid(BaseValueVector vector, int rows) {
    MemorySegment validity = Column.segment(((FieldVector) vector).getValidityBuffer());
    validity.asSlice(0, rows / 8).fill((byte) 0xff);
    if (rows % 8 != 0) {
      validity.set(ValueLayout.JAVA_BYTE, rows / 8, (byte) ((1 << rows % 8) - 1));
    }
  }
}
