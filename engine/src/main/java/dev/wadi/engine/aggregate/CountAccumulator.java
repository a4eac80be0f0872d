package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// COUNT: rows of which no argument is null. State: the count.
final class CountAccumulator implements Accumulator {
  private final Field type;
  private final BufferAllocator allocator;
  private final StateArray counts;
  private final Numbers numbers = new Numbers();

  CountAccumulator(Field type, BufferAllocator allocator) {
    this.type = type;
    this.allocator = allocator;
    this.counts = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(type);
  }

  @Override
  public void grow(int groupCount) {
    counts.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    count(arguments, rows, groups, 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    count(arguments, rows, groups, -1);
  }

  long count(int group) {
    return counts.get(group);
  }

  private void count(List<Column> arguments, Selection rows, int[] groups, int sign) {
    if (arguments.stream().anyMatch(Column::hasNulls)) {
      countPresent(arguments, rows, groups, sign);
      return;
    }
    MemorySegment states = counts.segment();
    for (int i = 0; i < rows.count(); i++) {
      long count = states.getAtIndex(ValueLayout.JAVA_LONG, groups[i]);
      states.setAtIndex(ValueLayout.JAVA_LONG, groups[i], count + sign);
    }
  }

  private void countPresent(List<Column> arguments, Selection rows, int[] groups, int sign) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (arguments.stream().noneMatch(argument -> argument.isNull(row))) {
        counts.set(groups[i], counts.get(groups[i]) + sign);
      }
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    long[] partial = numbers.longs(states.getFirst(), rows);
    for (int i = 0; i < rows.count(); i++) {
      counts.set(groups[i], counts.get(groups[i]) + partial[i]);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    return List.of(result(from, to));
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    return StateColumn.of(counts, groups, type, group -> false, allocator);
  }

  @Override
  public void close() {
    counts.close();
  }
}
