package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// An aggregate that follows from a group's values in their order and how often each occurs, so
/// that values can be taken back. State: the values with their counts.
final class OrderedAccumulator implements Accumulator {
  private final OrderedResult outcome;
  private final Field argument;
  private final Field type;
  private final BufferAllocator allocator;
  private final ListState elements;
  private final ValueTree values;
  private final Numbers numbers = new Numbers();

  /// @param argument type of the values
  /// @param type of the result
  OrderedAccumulator(OrderedResult outcome, Field argument, Field type, BufferAllocator allocator) {
    this.outcome = outcome;
    this.argument = argument;
    this.type = type;
    this.allocator = allocator;
    this.elements = new ListState(List.of(argument, StateColumn.INT64));
    this.values = new ValueTree(argument, allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(elements.field());
  }

  @Override
  public void grow(int groupCount) {
    values.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, new GroupedRows(rows, groups), 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, new GroupedRows(rows, groups), -1);
  }

  // A second argument is how often the value counts.
  private void add(List<Column> arguments, GroupedRows all, int sign) {
    GroupedRows present = all.withoutNulls(arguments);
    values.read(arguments.getFirst(), present.rows());
    long[] weights = arguments.size() > 1 ? numbers.longs(arguments.get(1), present.rows()) : null;
    for (int i = 0; i < present.rows().count(); i++) {
      long weight = weights == null ? 1 : Math.max(0, weights[i]);
      values.add(present.groups()[i], i, sign * weight);
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    GroupedRows all = ListState.elements(states.getFirst(), rows, groups);
    List<Column> parts = elements.parts(states.getFirst());
    values.read(parts.get(0), all.rows());
    long[] counts = numbers.longs(parts.get(1), all.rows());
    for (int i = 0; i < all.rows().count(); i++) {
      values.add(all.groups()[i], i, counts[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    FieldVector written = argument.createVector(allocator);
    var counts = new BigIntVector("", allocator);
    written.allocateNew();
    counts.allocateNew();
    int[] perGroup = new int[to - from];
    int[] total = {0};
    for (int group = from; group < to; group++) {
      int before = total[0];
      values.visit(
          group,
          true,
          (node, count) -> {
            values.write(written, total[0], node);
            counts.setSafe(total[0]++, count);
            return true;
          });
      perGroup[group - from] = total[0] - before;
    }
    written.setValueCount(total[0]);
    counts.setValueCount(total[0]);
    return List.of(elements.write(List.of(written, counts), perGroup, allocator));
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    FieldVector result = type.createVector(allocator);
    result.setInitialCapacity(groups.count());
    result.allocateNew();
    for (int i = 0; i < groups.count(); i++) {
      outcome.write(values, groups.row(i), result, i);
    }
    result.setValueCount(groups.count());
    return Column.of(result);
  }

  @Override
  public void close() {
    values.close();
  }
}
