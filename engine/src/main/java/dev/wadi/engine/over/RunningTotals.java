package dev.wadi.engine.over;

import dev.wadi.engine.aggregate.PluginAggregates;
import dev.wadi.engine.aggregate.RunningAggregate;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;

/// What functions whose frame begins with the partition know of rows that are not kept: how many
/// there were, how many peers of them, and totals of aggregates.
final class RunningTotals implements AutoCloseable {
  private final OverPlan.TimedOver over;
  private final BufferAllocator allocator;
  private final StateArray rowCounts;
  private final StateArray peerCounts;
  // By the number of the call; null for other calls.
  private final List<RunningAggregate> aggregates = new ArrayList<>();

  /// @param plugins borrowed
  RunningTotals(OverPlan.TimedOver over, PluginAggregates plugins, BufferAllocator allocator) {
    this.over = over;
    this.allocator = allocator;
    this.rowCounts = new StateArray(allocator);
    this.peerCounts = new StateArray(allocator);
    for (OverCall call : over.calls()) {
      aggregates.add(
          call instanceof OverCall.Aggregated aggregated && isRunning(aggregated.frame())
              ? new RunningAggregate(
                  aggregated.call(), over.input().schema().getFields(), plugins, allocator)
              : null);
    }
  }

  /// Whether a frame begins with the partition.
  static boolean isRunning(Frame frame) {
    return frame.lower() instanceof Frame.Bound.Unbounded;
  }

  private List<RunningAggregate> aggregates() {
    return aggregates.stream().filter(aggregate -> aggregate != null).toList();
  }

  void grow(int groupCount) {
    rowCounts.grow(groupCount);
    peerCounts.grow(groupCount);
    aggregates().forEach(aggregate -> aggregate.grow(groupCount));
  }

  /// Places that count the rows that are not kept as well.
  ///
  /// @param places of the rows that are there; taken over
  Column ranks(OverCall.Rank call, Column places, NewRows rows) {
    var known = (BigIntVector) places.vector();
    var vector = (BigIntVector) call.type().createVector(allocator);
    vector.allocateNew(Math.max(1, places.rowCount()));
    for (int row = 0; row < places.rowCount(); row++) {
      if (!rows.isNew(row)) {
        vector.set(row, 0);
        continue;
      }
      int before = rows.firstNew(row) - 1;
      boolean any = before >= rows.partitions().partitionStart()[row];
      boolean dense = call.function() == OverCall.RankFunction.DENSE_RANK;
      long counted = !any ? 0 : dense ? known.get(before) : rows.keptBefore(row);
      StateArray total = dense ? peerCounts : rowCounts;
      vector.set(row, known.get(row) - counted + total.get(rows.group(row)));
    }
    vector.setValueCount(places.rowCount());
    places.release();
    return Column.of(vector);
  }

  /// An aggregate whose frame begins with the partition.
  Column aggregate(int call, NewRows rows) {
    Frame frame = ((OverCall.Aggregated) over.calls().get(call)).frame();
    Frames frames = Frames.of(rows.partitions(), frame, over.order());
    int count = rows.partitions().count();
    int[] from = new int[count];
    int[] to = new int[count];
    for (int row = 0; row < count; row++) {
      from[row] = rows.firstNew(row);
      to[row] = rows.isNew(row) ? Math.max(from[row], frames.to()[row]) : from[row];
    }
    return aggregates.get(call).results(rows.partitions().rows(), from, to, rows.groups());
  }

  boolean isRunning(int call) {
    return aggregates.get(call) != null;
  }

  /// The new rows are old now.
  void add(NewRows rows) {
    Selection chosen = rows.selection();
    int[] groups = Arrays.stream(chosen.rows()).map(rows::group).toArray();
    for (int i = 0; i < groups.length; i++) {
      int group = groups[i];
      int row = chosen.row(i);
      rowCounts.set(group, rowCounts.get(group) + 1);
      if (rows.partitions().peerStart()[row] == row) {
        peerCounts.set(group, peerCounts.get(group) + 1);
      }
    }
    aggregates().forEach(a -> a.add(rows.partitions().rows(), chosen, groups));
  }

  /// The totals of some partitions, ascending, behind their keys.
  Batch state(List<Column> keys, Selection groups) {
    List<Column> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(Gather.rows(key, groups, allocator)));
    columns.add(longs(rowCounts, groups));
    columns.add(longs(peerCounts, groups));
    aggregates().forEach(aggregate -> columns.addAll(aggregate.state(groups)));
    return Batch.of(columns, groups.count());
  }

  private Column longs(StateArray values, Selection groups) {
    BigIntVector vector = new BigIntVector("", allocator);
    vector.allocateNew(Math.max(1, groups.count()));
    for (int i = 0; i < groups.count(); i++) {
      vector.set(i, values.get(groups.row(i)));
    }
    vector.setValueCount(groups.count());
    return Column.of(vector);
  }

  /// Reads back what {@link #state} gave away.
  ///
  /// @param groups of the chosen rows
  void merge(Batch state, Selection chosen, int[] groups) {
    int next = over.partition().size();
    BigIntVector rows = (BigIntVector) state.column(next++).vector();
    BigIntVector peers = (BigIntVector) state.column(next++).vector();
    for (int i = 0; i < groups.length; i++) {
      rowCounts.set(groups[i], rows.get(chosen.row(i)));
      peerCounts.set(groups[i], peers.get(chosen.row(i)));
    }
    for (RunningAggregate aggregate : aggregates()) {
      int end = next + aggregate.stateColumns();
      aggregate.merge(state.columns().subList(next, end), chosen, groups);
      next = end;
    }
  }

  @Override
  public void close() {
    rowCounts.close();
    peerCounts.close();
    aggregates().forEach(RunningAggregate::close);
  }
}
