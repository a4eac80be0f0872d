package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// One aggregate over all rows of a group so far. The rows themselves need not be kept.
public final class RunningAggregate implements AutoCloseable {
  private final AggregateCall call;
  private final PluginAggregates plugins;
  private final BufferAllocator allocator;
  private final Accumulator totals;

  /// @param input the columns that the call's arguments are of
  /// @param plugins borrowed
  public RunningAggregate(
      AggregateCall call, List<Field> input, PluginAggregates plugins, BufferAllocator allocator) {
    this.call = call;
    this.plugins = plugins;
    this.allocator = allocator;
    List<Field> types = call.arguments().stream().map(input::get).toList();
    this.totals = Accumulators.create(call, types, false, plugins, allocator);
  }

  /// Makes groups 0 to groupCount - 1 usable.
  public void grow(int groupCount) {
    totals.grow(groupCount);
  }

  /// What the columns of {@link #state} are.
  public int stateColumns() {
    return totals.stateFields().size();
  }

  /// The results over the rows so far and a range of further rows each.
  ///
  /// @param rows dense, borrowed
  /// @param from the first row of each range
  /// @param to the row behind each range
  /// @param groups whose rows these are
  /// @return owned by the caller
  public Column results(Batch rows, int[] from, int[] to, int[] groups) {
    int[] ends = call.function() == AggregateFunction.FIRST_VALUE ? first(from, to) : to;
    return FrameAggregate.of(
        call,
        rows,
        from,
        ends,
        (frames, ranges) -> begin(frames, groups, ranges),
        plugins,
        allocator);
  }

  // More rows would change nothing.
  private static int[] first(int[] from, int[] to) {
    int[] ends = new int[to.length];
    Arrays.setAll(ends, i -> Math.min(to[i], from[i] + 1));
    return ends;
  }

  private void begin(int[] frames, int[] groups, Accumulator ranges) {
    int[] groupOfRange = Arrays.stream(frames).map(frame -> groups[frame]).toArray();
    int[] distinct = Arrays.stream(groupOfRange).sorted().distinct().toArray();
    List<Column> states = state(new Selection(distinct, distinct.length));
    int[] stateOfRange =
        Arrays.stream(groupOfRange).map(group -> Arrays.binarySearch(distinct, group)).toArray();
    int[] all = Selection.range(frames.length).rows();
    ranges.merge(states, new Selection(stateOfRange, stateOfRange.length), all);
    states.forEach(Column::release);
  }

  /// Adds rows to those so far.
  ///
  /// @param groups of each of the rows
  public void add(Batch rows, Selection added, int[] groups) {
    GroupedRows grouped = new GroupedRows(added, groups);
    GroupedRows counting =
        call.filter() < 0 ? grouped : grouped.whereTrue(rows.column(call.filter()));
    List<Column> arguments = call.arguments().stream().map(rows::column).toList();
    totals.update(arguments, counting.rows(), counting.groups());
  }

  /// The states of some groups, ascending; owned by the caller.
  public List<Column> state(Selection groups) {
    return GroupRuns.gather(groups, totals::state, allocator);
  }

  /// Adds what {@link #state} gave away.
  ///
  /// @param states borrowed
  public void merge(List<Column> states, Selection rows, int[] groups) {
    totals.merge(states, rows, groups);
  }

  @Override
  public void close() {
    totals.close();
  }
}
