package dev.wadi.engine.over;

import dev.wadi.engine.aggregate.PluginAggregates;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.order.Completion;
import dev.wadi.engine.order.OrderedRows;
import dev.wadi.engine.order.StateRows;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What is left of rows that were emitted, for functions that look back: rows within reach, and
/// totals of each partition.
///
/// State: the rows, then the totals behind the columns of the partition.
final class EarlierRows implements AutoCloseable {
  private static final int ROWS = Completion.FIRST_MARK;
  private static final int TOTALS = Completion.FIRST_MARK + 1;
  private static final int SWEEP_MIN = 4_096;

  private final OverPlan.TimedOver over;
  private final PluginAggregates plugins;
  private final OperatorContext context;
  private final Reach reach;
  private final FlushTimer forgetting;
  private PartitionRows rows;
  private RunningTotals totals;
  private int sweepAt = SWEEP_MIN;
  private long latest = Long.MIN_VALUE;

  /// @param plugins borrowed
  EarlierRows(OverPlan.TimedOver over, PluginAggregates plugins, OperatorContext context) {
    this.over = over;
    this.plugins = plugins;
    this.context = context;
    this.reach = Reach.of(over);
    // Four times per life: a partition lives at most a quarter longer than it should.
    this.forgetting = new FlushTimer(Math.max(1, over.ttlMillis() / 4), context.nanoClock());
    this.rows = newRows();
    this.totals = new RunningTotals(over, plugins, context.allocator());
  }

  private PartitionRows newRows() {
    return new PartitionRows(over.input().schema(), over.partition(), context.allocator());
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.nanoClock().getAsLong());
  }

  RunningTotals totals() {
    return totals;
  }

  /// The partitions of dense rows.
  int[] partitionsOf(Batch batch) {
    int[] groups = rows.partitionsOf(batch, Selection.range(batch.rowCount()), nowMillis());
    totals.grow(rows.groupCount());
    return groups;
  }

  /// Some rows by their numbers, and the partition of each.
  record Chosen(int[] rows, int[] groups) {}

  /// The rows that are left of some partitions.
  ///
  /// @param groups may name a partition more than once
  Chosen ofPartitions(int[] groups) {
    int[] distinct = Arrays.stream(groups).sorted().distinct().toArray();
    int[][] all = Arrays.stream(distinct).mapToObj(rows::of).toArray(int[][]::new);
    return new Chosen(
        Arrays.stream(all).flatMapToInt(Arrays::stream).toArray(),
        IntStream.range(0, distinct.length)
            .flatMap(k -> Arrays.stream(all[k]).map(_ -> distinct[k]))
            .toArray());
  }

  /// What row numbers mean; borrowed.
  List<Column> columns() {
    return rows.columns();
  }

  /// Lets go of what is out of reach now, and keeps what is within it.
  ///
  /// @param evaluated rows of whole partitions, those that are new among them
  /// @param numbers of rows that were here before, -1 for new ones
  void keep(Batch evaluated, NewRows newRows, int[] numbers) {
    totals.add(newRows);
    if (reach.isNothing()) {
      return;
    }
    Partitions partitions = newRows.partitions();
    int[] kept = new int[numbers.length];
    int count = 0;
    for (int start = 0; start < numbers.length; start = partitions.partitionEnd()[start]) {
      int end = partitions.partitionEnd()[start];
      long newest = time(evaluated, end - 1);
      latest = newest == Long.MAX_VALUE ? latest : Math.max(latest, newest);
      int[] removed = new int[end - start];
      int removedCount = 0;
      for (int row = start; row < end; row++) {
        boolean stays = end - row <= reach.rows() || inSpan(time(evaluated, row), newest);
        if (!stays && numbers[row] >= 0) {
          removed[removedCount++] = numbers[row];
        } else if (stays && numbers[row] < 0) {
          kept[count++] = row;
        }
      }
      rows.remove(newRows.group(start), Arrays.copyOf(removed, removedCount));
    }
    Selection added = new Selection(kept, count);
    rows.add(evaluated, added, Arrays.stream(kept, 0, count).map(newRows::group).toArray());
    sweep();
    rows.cleanUp();
  }

  private long time(Batch batch, int row) {
    Column times = batch.column(over.order().getFirst().column());
    return times.isNull(row)
        ? Long.MAX_VALUE
        : times.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row);
  }

  private boolean inSpan(long time, long newest) {
    return reach.span().signum() >= 0
        && BigDecimal.valueOf(newest).subtract(BigDecimal.valueOf(time)).compareTo(reach.span())
            <= 0;
  }

  // Of partitions that get no rows, too: every row to come is later than the latest one.
  private void sweep() {
    if (rows.rowCount() < sweepAt) {
      return;
    }
    List<Column> columns = rows.columns();
    columns.forEach(Column::retain);
    try (Batch batch = Batch.of(columns, columns.getFirst().rowCount())) {
      for (int group = 0; group < rows.groupCount(); group++) {
        int[] all = rows.of(group);
        int first = (int) Math.max(0, all.length - reach.rows());
        rows.remove(
            group,
            Arrays.stream(all, 0, first)
                .filter(row -> !inSpan(time(batch, row), latest))
                .toArray());
      }
    }
    sweepAt = Math.max(SWEEP_MIN, 2 * rows.rowCount());
  }

  /// Moves the partitions that live to a new place, if at least half of them do not.
  void forgetOld() {
    if (!forgetting.due()) {
      return;
    }
    int[] living = rows.knownSince(nowMillis() - over.ttlMillis());
    if (living.length > rows.groupCount() / 2) {
      return;
    }
    PartitionRows oldRows = rows;
    try (RunningTotals oldTotals = totals;
        oldRows) {
      rows = newRows();
      totals = new RunningTotals(over, plugins, context.allocator());
      List<Column> stored = oldRows.columns();
      for (int group : living) {
        try (Batch state = oldTotals.state(oldRows.keys(), new Selection(new int[] {group}, 1))) {
          addTotals(state, Selection.range(1), oldRows.touchedMillis(group));
        }
        int[] own = oldRows.of(group);
        stored.forEach(Column::retain);
        try (Batch batch = Batch.of(stored, stored.getFirst().rowCount())) {
          add(batch, new Selection(own, own.length), oldRows.touchedMillis(group));
        }
      }
    }
  }

  private void add(Batch batch, Selection chosen, long touchedMillis) {
    rows.add(batch, chosen, rows.partitionsOf(batch, chosen, touchedMillis));
    totals.grow(rows.groupCount());
  }

  private void addTotals(Batch state, Selection chosen, long touchedMillis) {
    List<Column> keys = state.columns().subList(0, over.partition().size());
    int[] groups = rows.partitionsOf(keys, chosen, touchedMillis);
    totals.grow(rows.groupCount());
    totals.merge(state, chosen, groups);
  }

  void snapshot(StateRows state, Operator.StateWriter writer) {
    int[] all =
        IntStream.range(0, rows.groupCount())
            .flatMap(group -> Arrays.stream(rows.of(group)))
            .toArray();
    List<Column> stored = rows.columns();
    stored.forEach(Column::retain);
    try (var left = new OrderedRows(Batch.of(stored, stored.getFirst().rowCount()), all)) {
      state.write(left, ROWS, writer);
    }
    for (int from = 0; from < rows.groupCount(); from += context.batchRows()) {
      int to = Math.min(rows.groupCount(), from + context.batchRows());
      try (Batch batch = totals.state(rows.keys(), Selection.range(from, to))) {
        writer.write(state.marked(batch, TOTALS));
      }
    }
  }

  void restore(int mark, Batch state) {
    List<Column> keys =
        mark == TOTALS
            ? state.columns().subList(0, over.partition().size())
            : over.partition().stream().map(state::column).toList();
    long[] hashes = new long[state.rowCount()];
    RowHash.hash(keys, state, hashes);
    Selection owned = context.owned(state, hashes);
    if (mark == TOTALS) {
      addTotals(state, owned, nowMillis());
    } else {
      add(state, owned, nowMillis());
    }
  }

  @Override
  public void close() {
    rows.close();
    totals.close();
  }
}
