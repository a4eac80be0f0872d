package dev.wadi.engine.over;

import dev.wadi.engine.aggregate.FrameAggregate;
import dev.wadi.engine.aggregate.PluginAggregates;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Evaluates the window functions of a node over sorted rows.
final class OverColumns implements AutoCloseable {
  private final List<Integer> partition;
  private final List<SortKey> order;
  private final List<OverCall> calls;
  private final PluginAggregates plugins;
  private final BufferAllocator allocator;

  OverColumns(
      List<Integer> partition, List<SortKey> order, List<OverCall> calls, OperatorContext context) {
    this.partition = partition;
    this.order = order;
    this.calls = calls;
    this.plugins = PluginAggregates.open(aggregates(calls), context);
    this.allocator = context.allocator();
  }

  private static List<AggregateCall> aggregates(List<OverCall> calls) {
    return calls.stream()
        .filter(OverCall.Aggregated.class::isInstance)
        .map(call -> ((OverCall.Aggregated) call).call())
        .toList();
  }

  /// What computes the aggregates of plugins among the functions; borrowed.
  PluginAggregates plugins() {
    return plugins;
  }

  /// How one function is evaluated.
  interface Evaluation {
    /// @param call the function's number
    /// @return owned by the caller
    Column evaluate(int call, Partitions partitions);
  }

  /// The rows with one more column per function, owned by the caller.
  ///
  /// @param rows dense and sorted; taken over
  Batch add(Batch rows) {
    return add(rows, this::evaluate);
  }

  /// The same, evaluated in another way.
  Batch add(Batch rows, Evaluation evaluation) {
    try (rows) {
      Partitions partitions = Partitions.of(rows, partition, order);
      List<Column> columns = new ArrayList<>();
      try {
        for (int call = 0; call < calls.size(); call++) {
          columns.add(evaluation.evaluate(call, partitions));
        }
      } catch (RuntimeException | Error e) {
        columns.forEach(Column::release);
        throw e;
      }
      List<Column> all = new ArrayList<>();
      rows.columns().forEach(column -> all.add(column.retain()));
      all.addAll(columns);
      return Batch.of(all, rows.rowCount());
    }
  }

  /// Over the rows that are there.
  Column evaluate(int number, Partitions partitions) {
    return switch (calls.get(number)) {
      case OverCall.Rank rank -> new RankColumns(partitions, allocator).of(rank);
      case OverCall.Ntile ntile -> new RankColumns(partitions, allocator).ntile(ntile);
      case OverCall.Shift shift -> new PickedRows(partitions, allocator).shifted(shift);
      case OverCall.Nth nth ->
          new PickedRows(partitions, allocator).nth(nth, Frames.of(partitions, nth.frame(), order));
      case OverCall.Aggregated aggregated -> {
        Frames frames = Frames.of(partitions, aggregated.frame(), order);
        yield FrameAggregate.of(
            aggregated.call(), partitions.rows(), frames.from(), frames.to(), plugins, allocator);
      }
    };
  }

  @Override
  public void close() {
    plugins.close();
  }
}
