package dev.wadi.connectors.nexmark;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Field;

/// The struct column of one kind in a table of all events. The fields are made for the events of
/// that kind only and then spread over the rows.
///
/// @param field the column, with its struct's fields
record StructColumn(Field field, Entity kind, EntityColumns columns) implements ColumnMaker {
  @Override
  public int bytesPerRow() {
    int bytes = 0;
    for (Field child : field.getChildren()) {
      bytes += columns.column(child.getName()).bytesPerRow();
    }
    return (int) (bytes * kind.perEpoch() / Model.EVENTS_PER_EPOCH);
  }

  @Override
  public FieldVector make(Field column, long[] events, int rows, BufferAllocator allocator) {
    int[] rowsOfKind = new int[rows];
    long[] eventsOfKind = new long[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      long offset = events[row] % Model.EVENTS_PER_EPOCH - kind.firstOffset();
      if (offset >= 0 && offset < kind.perEpoch()) {
        rowsOfKind[count] = row;
        eventsOfKind[count++] = events[row];
      }
    }
    StructVector struct = (StructVector) column.createVector(allocator);
    struct.setInitialCapacity(rows);
    struct.allocateNew();
    for (FieldVector child : struct.getChildrenFromFields()) {
      try (FieldVector dense =
          columns.column(child.getName()).make(child.getField(), eventsOfKind, count, allocator)) {
        spread(dense, rowsOfKind, count, child, rows);
      }
    }
    for (int i = 0; i < count; i++) {
      struct.setIndexDefined(rowsOfKind[i]);
    }
    struct.setValueCount(rows);
    return struct;
  }

  private static void spread(
      FieldVector dense, int[] rowsOfKind, int count, FieldVector sparse, int rows) {
    switch (dense) {
      case VarCharVector texts -> spread(texts, rowsOfKind, count, (VarCharVector) sparse, rows);
      case BaseFixedWidthVector longs ->
          spread(longs, rowsOfKind, count, (BaseFixedWidthVector) sparse, rows);
      default -> throw new IllegalStateException("no such column: " + dense.getField());
    }
  }

  private static void spread(
      BaseFixedWidthVector dense,
      int[] rowsOfKind,
      int count,
      BaseFixedWidthVector sparse,
      int rows) {
    sparse.allocateNew(rows);
    MemorySegment from = Column.segment(dense.getDataBuffer());
    MemorySegment to = Column.segment(sparse.getDataBuffer());
    ArrowBuf validity = sparse.getValidityBuffer();
    for (int i = 0; i < count; i++) {
      long value = from.getAtIndex(ValueLayout.JAVA_LONG, i);
      to.setAtIndex(ValueLayout.JAVA_LONG, rowsOfKind[i], value);
      BitVectorHelper.setBit(validity, rowsOfKind[i]);
    }
    sparse.setValueCount(rows);
  }

  // Only the offsets differ: the bytes are shared.
  private static void spread(
      VarCharVector dense, int[] rowsOfKind, int count, VarCharVector sparse, int rows) {
    BufferAllocator allocator = sparse.getAllocator();
    try (ArrowBuf offsets = allocator.buffer((rows + 1L) * Integer.BYTES);
        ArrowBuf validity = allocator.buffer((rows + 7L) / 8)) {
      validity.setZero(0, validity.capacity());
      int next = 0;
      for (int row = 0; row < rows; row++) {
        offsets.setInt(4L * row, dense.getStartOffset(next));
        if (next < count && rowsOfKind[next] == row) {
          BitVectorHelper.setBit(validity, row);
          next++;
        }
      }
      offsets.setInt(4L * rows, dense.getStartOffset(next));
      sparse.loadFieldBuffers(
          new ArrowFieldNode(rows, rows - count),
          List.of(validity, offsets, dense.getDataBuffer()));
    }
  }
}
