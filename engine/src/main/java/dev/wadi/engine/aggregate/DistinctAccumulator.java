package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// An aggregate over distinct values (or combinations of values): lets through the first occurrence
/// of each in each group and, where rows are taken back, the loss of the last one. State: the
/// group's values, with their counts if rows are taken back; the inner aggregate's state follows
/// from them.
final class DistinctAccumulator implements Accumulator {
  private final Accumulator inner;
  private final NullRule nulls;
  private final RowsState state;
  private final CountedRows values;

  DistinctAccumulator(
      Accumulator inner,
      List<Field> arguments,
      NullRule nulls,
      boolean retracting,
      BufferAllocator allocator) {
    this.inner = inner;
    this.nulls = nulls;
    this.state = new RowsState(arguments, retracting, allocator);
    this.values = new CountedRows(arguments, allocator);
  }

  @Override
  public List<Field> stateFields() {
    return state.fields();
  }

  @Override
  public void grow(int groupCount) {
    inner.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, present(arguments, rows, groups), i -> 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, present(arguments, rows, groups), i -> -1);
  }

  private GroupedRows present(List<Column> arguments, Selection rows, int[] groups) {
    return nulls.counting(arguments, new GroupedRows(rows, groups));
  }

  private void add(List<Column> arguments, GroupedRows rows, GroupRows.Change change) {
    Picked come = new Picked(rows);
    Picked left = new Picked(rows);
    values.add(
        arguments,
        rows,
        change,
        (i, before, after) -> {
          if (before <= 0 && after > 0) {
            come.add(i);
          } else if (before > 0 && after <= 0) {
            left.add(i);
          }
        });
    inner.update(arguments, come.rows(), come.groups);
    if (left.count > 0) {
      inner.retract(arguments, left.rows(), left.groups);
    }
  }

  /// Some of the rows.
  private static final class Picked {
    private final GroupedRows all;
    private final int[] rows;
    private final int[] groups;
    private int count;

    Picked(GroupedRows all) {
      this.all = all;
      this.rows = new int[all.rows().count()];
      this.groups = new int[all.rows().count()];
    }

    void add(int i) {
      rows[count] = all.rows().row(i);
      groups[count++] = all.groups()[i];
    }

    Selection rows() {
      return new Selection(rows, count);
    }
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    state.read(states, rows, groups, this::add);
  }

  @Override
  public List<Column> state(int from, int to) {
    return state.write(values, from, to);
  }

  @Override
  public Column result(int from, int to) {
    return inner.result(from, to);
  }

  @Override
  public Column results(Selection groups, BufferAllocator allocator) {
    return inner.results(groups, allocator);
  }

  @Override
  public void close() {
    values.close();
    inner.close();
  }
}
