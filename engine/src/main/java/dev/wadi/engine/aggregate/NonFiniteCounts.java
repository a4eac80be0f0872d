package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// How many infinities and NaNs each group has: a sum that has met one could not take it back.
final class NonFiniteCounts implements AutoCloseable {
  static final List<Field> FIELDS =
      List.of(StateColumn.INT64, StateColumn.INT64, StateColumn.INT64);

  private final BufferAllocator allocator;
  private final List<StateArray> counts;
  private final Numbers numbers = new Numbers();

  NonFiniteCounts(BufferAllocator allocator) {
    this.allocator = allocator;
    this.counts =
        List.of(new StateArray(allocator), new StateArray(allocator), new StateArray(allocator));
  }

  void grow(int groupCount) {
    counts.forEach(array -> array.grow(groupCount));
  }

  /// @param value not finite
  void add(int group, double value, int sign) {
    change(Double.isNaN(value) ? 0 : value > 0 ? 1 : 2, group, sign);
  }

  private void change(int kind, int group, long count) {
    StateArray array = counts.get(kind);
    array.set(group, array.get(group) + count);
  }

  void merge(List<Column> states, Selection rows, int[] groups) {
    for (int kind = 0; kind < counts.size(); kind++) {
      long[] partial = numbers.longs(states.get(kind), rows);
      for (int i = 0; i < rows.count(); i++) {
        change(kind, groups[i], partial[i]);
      }
    }
  }

  List<Column> state(int from, int to) {
    List<Column> columns = new ArrayList<>();
    for (StateArray array : counts) {
      columns.add(StateColumn.of(array, from, to, StateColumn.INT64, group -> false, allocator));
    }
    return columns;
  }

  /// The sum of a group's non-finite values; 0 if it has none.
  double sum(int group) {
    boolean positive = counts.get(1).get(group) > 0;
    boolean negative = counts.get(2).get(group) > 0;
    if (counts.get(0).get(group) > 0 || positive && negative) {
      return Double.NaN;
    }
    return positive ? Double.POSITIVE_INFINITY : negative ? Double.NEGATIVE_INFINITY : 0;
  }

  @Override
  public void close() {
    counts.forEach(StateArray::close);
  }
}
