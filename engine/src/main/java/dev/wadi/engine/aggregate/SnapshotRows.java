package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Bits;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Partial results as rows of a snapshot, which have one column more.
final class SnapshotRows {
  private SnapshotRows() {}

  /// @param partial taken over
  /// @param windowEnd of a window that was complete already, else null
  static Batch with(Batch partial, Long windowEnd, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    int count = partial.physicalRowCount();
    try (partial) {
      partial.columns().forEach(column -> columns.add(column.retain()));
    }
    columns.add(constant(StateColumn.INT64, windowEnd, count, allocator));
    return Batch.of(columns, count);
  }

  /// A batch that says until when all windows are done, whoever owns which keys. Unlike partial
  /// results in a snapshot it has a single column.
  static Batch done(long micros, BufferAllocator allocator) {
    return Batch.of(List.of(constant(StateColumn.INT64, micros, 1, allocator)), 1);
  }

  /// What {@link #done} says, if a batch is one.
  static OptionalLong done(Batch state) {
    return state.columns().size() == 1
        ? OptionalLong.of(state.column(0).data().getAtIndex(ValueLayout.JAVA_LONG, state.row(0)))
        : OptionalLong.empty();
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
