package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// SUM and AVG of floating-point numbers, in the order of arrival. State: sum and count.
final class DoubleSumAccumulator implements Accumulator {
  private final Field type;
  private final boolean average;
  private final BufferAllocator allocator;
  private final StateArray sums;
  private final StateArray counts;
  private final Numbers sumNumbers = new Numbers();
  private final Numbers countNumbers = new Numbers();

  /// @param average whether the result is the mean
  DoubleSumAccumulator(Field type, boolean average, BufferAllocator allocator) {
    this.type = type;
    this.average = average;
    this.allocator = allocator;
    this.sums = new StateArray(allocator);
    this.counts = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(StateColumn.FLOAT64, StateColumn.INT64);
  }

  @Override
  public void grow(int groupCount) {
    sums.grow(groupCount);
    counts.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    Column argument = arguments.getFirst();
    boolean nulls = argument.hasNulls();
    double[] values = sumNumbers.doubles(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (!nulls || !argument.isNull(rows.row(i))) {
        add(groups[i], values[i], 1);
      }
    }
  }

  private void add(int group, double sum, long count) {
    sums.setDouble(group, sums.getDouble(group) + sum);
    counts.set(group, counts.get(group) + count);
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    double[] partialSums = sumNumbers.doubles(states.get(0), rows);
    long[] partialCounts = countNumbers.longs(states.get(1), rows);
    for (int i = 0; i < rows.count(); i++) {
      add(groups[i], partialSums[i], partialCounts[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(
        StateColumn.of(sums, from, to, StateColumn.FLOAT64, group -> false, allocator),
        StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
  }

  @Override
  public Column result(int from, int to) {
    if (!average) {
      return StateColumn.of(sums, from, to, type, group -> counts.get(group) == 0, allocator);
    }
    try (var means = new StateArray(allocator)) {
      means.grow(to);
      for (int group = from; group < to; group++) {
        means.setDouble(group, sums.getDouble(group) / counts.get(group));
      }
      return StateColumn.of(means, from, to, type, group -> counts.get(group) == 0, allocator);
    }
  }

  @Override
  public void close() {
    sums.close();
    counts.close();
  }
}
