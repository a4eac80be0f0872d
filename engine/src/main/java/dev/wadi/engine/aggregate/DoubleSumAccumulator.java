package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.Field;

/// SUM and AVG of floating-point numbers, as {@link PreciseSums}. State: the sum, the count, and
/// how many values were not finite.
final class DoubleSumAccumulator implements Accumulator {
  private final Field type;
  private final boolean average;
  private final BufferAllocator allocator;
  private final PreciseSums sums;
  private final StateArray counts;
  private final NonFiniteCounts nonFinite;
  private final Numbers numbers = new Numbers();

  /// @param average whether the result is the mean
  DoubleSumAccumulator(Field type, boolean average, BufferAllocator allocator) {
    this.type = type;
    this.average = average;
    this.allocator = allocator;
    this.sums = new PreciseSums(allocator);
    this.counts = new StateArray(allocator);
    this.nonFinite = new NonFiniteCounts(allocator);
  }

  @Override
  public List<Field> stateFields() {
    List<Field> fields = new ArrayList<>(PreciseSums.FIELDS);
    fields.add(StateColumn.INT64);
    fields.addAll(NonFiniteCounts.FIELDS);
    return fields;
  }

  @Override
  public void grow(int groupCount) {
    sums.grow(groupCount);
    counts.grow(groupCount);
    nonFinite.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), rows, groups, -1);
  }

  private void add(Column argument, Selection rows, int[] groups, int sign) {
    boolean nulls = argument.hasNulls();
    double[] values = numbers.doubles(argument, rows);
    for (int i = 0; i < rows.count(); i++) {
      if (nulls && argument.isNull(rows.row(i))) {
        continue;
      }
      int group = groups[i];
      if (Double.isFinite(values[i])) {
        sums.add(group, sign * values[i]);
      } else {
        nonFinite.add(group, values[i], sign);
      }
      counts.set(group, counts.get(group) + sign);
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    Precise[] partialSums = sums.read(states.subList(0, 2), rows);
    long[] partialCounts = numbers.longs(states.get(2), rows);
    for (int i = 0; i < rows.count(); i++) {
      sums.add(groups[i], partialSums[i]);
      counts.set(groups[i], counts.get(groups[i]) + partialCounts[i]);
    }
    nonFinite.merge(states.subList(3, states.size()), rows, groups);
  }

  @Override
  public List<Column> state(int from, int to) {
    List<Column> columns = new ArrayList<>(sums.state(from, to));
    columns.add(StateColumn.of(counts, from, to, StateColumn.INT64, group -> false, allocator));
    columns.addAll(nonFinite.state(from, to));
    return columns;
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    var vector = (Float8Vector) StateColumn.allocate(type, groups.count(), allocator);
    for (int i = 0; i < groups.count(); i++) {
      int group = groups.row(i);
      if (counts.get(group) > 0) {
        double sum = sums.get(group).high() + nonFinite.sum(group);
        vector.set(i, average ? sum / counts.get(group) : sum);
      }
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  @Override
  public void close() {
    sums.close();
    counts.close();
    nonFinite.close();
  }
}
