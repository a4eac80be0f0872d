package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Partial results as rows of a snapshot: two columns more, which are the same for all rows.
final class SnapshotRows {
  private SnapshotRows() {}

  /// @param partial taken over
  /// @param doneMicros until when all windows are done
  /// @param windowEnd of a window that was complete already, else null
  static Batch with(Batch partial, long doneMicros, Long windowEnd, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    try (partial) {
      for (Column column : partial.columns()) {
        column.retain();
        columns.add(column);
      }
    }
    int count = partial.physicalRowCount();
    columns.add(constant(StateColumn.INT64, doneMicros, count, allocator));
    columns.add(constant(StateColumn.INT64, windowEnd, count, allocator));
    return Batch.of(columns, count);
  }

  static long doneMicros(Batch state, int row) {
    Column done = state.column(state.columns().size() - 2);
    return done.data().getAtIndex(ValueLayout.JAVA_LONG, row);
  }

  /// A column of one value.
  ///
  /// @param type of 8 bytes
  /// @param value may be null
  static Column constant(Field type, Long value, int count, BufferAllocator allocator) {
    BaseFixedWidthVector vector = StateColumn.allocate(type, count, allocator);
    if (value != null) {
      var data = Column.segment(vector.getDataBuffer());
      for (int i = 0; i < count; i++) {
        data.setAtIndex(ValueLayout.JAVA_LONG, i, value);
      }
      Bits.setAll(Column.segment(vector.getValidityBuffer()), count);
    }
    vector.setValueCount(count);
    return Column.of(vector);
  }
}
