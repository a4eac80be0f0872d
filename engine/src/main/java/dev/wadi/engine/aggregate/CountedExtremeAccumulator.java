package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// MIN and MAX (and, on booleans, BOOL_AND and BOOL_OR) of values that may be taken back. State:
/// the group's values with their counts.
final class CountedExtremeAccumulator implements Accumulator {
  private final boolean greatest;
  private final Field type;
  private final BufferAllocator allocator;
  private final ListState elements;
  private final ValueTree values;
  private final Numbers numbers = new Numbers();

  /// @param greatest MAX, otherwise MIN
  CountedExtremeAccumulator(boolean greatest, Field type, BufferAllocator allocator) {
    this.greatest = greatest;
    this.type = type;
    this.allocator = allocator;
    this.elements = new ListState(List.of(type, StateColumn.INT64));
    this.values = new ValueTree(type, allocator);
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
    add(arguments.getFirst(), new GroupedRows(rows, groups), 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments.getFirst(), new GroupedRows(rows, groups), -1);
  }

  private void add(Column argument, GroupedRows all, int sign) {
    GroupedRows present = all.withoutNulls(argument);
    values.read(argument, present.rows());
    for (int i = 0; i < present.rows().count(); i++) {
      values.add(present.groups()[i], i, sign);
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
    FieldVector written = type.createVector(allocator);
    var counts = new BigIntVector("", allocator);
    written.allocateNew();
    counts.allocateNew();
    int[] perGroup = new int[to - from];
    int[] total = {0};
    for (int group = from; group < to; group++) {
      int before = total[0];
      values.ascending(
          group,
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
    FieldVector result = type.createVector(allocator);
    result.setInitialCapacity(to - from);
    result.allocateNew();
    for (int group = from; group < to; group++) {
      int node = values.extreme(group, greatest);
      if (node != ValueTree.NONE) {
        values.write(result, group - from, node);
      }
    }
    result.setValueCount(to - from);
    return Column.of(result);
  }

  @Override
  public void close() {
    values.close();
  }
}
