package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The states of all aggregates of a GROUP BY, for groups 0, 1, 2 ...
final class AggregateStates implements AutoCloseable {
  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final List<Accumulator> accumulators;

  AggregateStates(AggregateLayout layout, BufferAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
    this.accumulators = layout.accumulators(allocator);
  }

  void grow(int groupCount) {
    accumulators.forEach(accumulator -> accumulator.grow(groupCount));
  }

  /// Adds input rows; the batch is borrowed.
  void update(Batch batch, GroupedRows grouped) {
    change(batch, grouped, Accumulator::update);
  }

  /// Takes input rows back; the batch is borrowed.
  void retract(Batch batch, GroupedRows grouped) {
    change(batch, grouped, Accumulator::retract);
  }

  private interface Change {
    void of(Accumulator accumulator, List<Column> arguments, Selection rows, int[] groups);
  }

  private void change(Batch batch, GroupedRows grouped, Change change) {
    for (int i = 0; i < accumulators.size(); i++) {
      AggregateCall call = layout.calls().get(i);
      GroupedRows counting =
          call.filter() < 0 ? grouped : grouped.whereTrue(batch.column(call.filter()));
      List<Column> arguments = call.arguments().stream().map(batch::column).toList();
      change.of(accumulators.get(i), arguments, counting.rows(), counting.groups());
    }
  }

  /// Adds partial results; the batch is borrowed.
  void merge(Batch partial, GroupedRows grouped) {
    int next = layout.firstState();
    for (Accumulator accumulator : accumulators) {
      int end = next + accumulator.stateFields().size();
      accumulator.merge(partial.columns().subList(next, end), grouped.rows(), grouped.groups());
      next = end;
    }
  }

  /// Adds one group to another.
  void merge(int from, int to) {
    for (Accumulator accumulator : accumulators) {
      List<Column> state = accumulator.state(from, from + 1);
      try {
        accumulator.merge(state, Selection.range(1), new int[] {to});
      } finally {
        state.forEach(Column::release);
      }
    }
  }

  /// How many rows a group has, where the last call counts them.
  long rowCount(int group) {
    return ((CountAccumulator) accumulators.getLast()).count(group);
  }

  /// The states of groups `from` to `to - 1`; owned by the caller.
  List<Column> state(int from, int to) {
    List<Column> columns = new ArrayList<>();
    accumulators.forEach(accumulator -> columns.addAll(accumulator.state(from, to)));
    return columns;
  }

  /// The states of some groups, ascending; owned by the caller.
  List<Column> state(Selection groups) {
    return accumulators.isEmpty() ? List.of() : GroupRuns.gather(groups, this::state, allocator);
  }

  /// The results of groups `from` to `to - 1`; owned by the caller.
  List<Column> results(int from, int to) {
    return accumulators.stream().map(accumulator -> accumulator.result(from, to)).toList();
  }

  /// The results of some groups, ascending; owned by the caller.
  List<Column> results(Selection groups) {
    return accumulators.stream()
        .map(accumulator -> accumulator.results(groups, allocator))
        .toList();
  }

  @Override
  public void close() {
    accumulators.forEach(Accumulator::close);
  }
}
