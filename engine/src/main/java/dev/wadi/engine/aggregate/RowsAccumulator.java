package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// An aggregate that needs all rows of its groups. State: the rows, in the order of arrival, with
/// the number of their occurrences if rows may be taken back.
final class RowsAccumulator implements Accumulator {
  private final RowsResult outcome;
  private final RowOrder order;
  private final RowsState state;
  private final GroupRows rows;
  private final NullRule nulls;

  /// @param arguments types of the columns
  RowsAccumulator(
      RowsResult outcome,
      RowOrder order,
      NullRule nulls,
      List<Field> arguments,
      boolean retracting,
      BufferAllocator allocator) {
    this.outcome = outcome;
    this.order = order;
    this.nulls = nulls;
    this.state = new RowsState(arguments, retracting, allocator);
    this.rows =
        retracting ? new CountedRows(arguments, allocator) : new AppendedRows(arguments, allocator);
  }

  @Override
  public List<Field> stateFields() {
    return state.fields();
  }

  @Override
  public void grow(int groupCount) {
    // groups are numbers with the rows
  }

  @Override
  public void update(List<Column> arguments, Selection selected, int[] groups) {
    add(arguments, new GroupedRows(selected, groups), 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection selected, int[] groups) {
    add(arguments, new GroupedRows(selected, groups), -1);
  }

  private void add(List<Column> arguments, GroupedRows all, int sign) {
    rows.add(arguments, nulls.counting(arguments, all), i -> sign);
  }

  @Override
  public void merge(List<Column> states, Selection selected, int[] groups) {
    state.read(states, selected, groups, rows::add);
  }

  @Override
  public List<Column> state(int from, int to) {
    return state.write(rows, from, to);
  }

  @Override
  public Column result(int from, int to) {
    SortedEntries sorted = SortedEntries.of(rows, order, outcome.repeated(), from, to);
    return outcome.of(rows.columns(), sorted);
  }

  @Override
  public void close() {
    rows.close();
  }
}
