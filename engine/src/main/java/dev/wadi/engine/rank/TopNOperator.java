package dev.wadi.engine.rank;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keeps the first rows of each partition and emits how they change. Changes are held back for the
/// flush interval: a row that comes and goes in between is never seen.
///
/// State is the rows, those of a partition in their order, all of which have been emitted: {@link
/// #flush} comes before a snapshot.
public final class TopNOperator implements Operator {
  private final OverPlan.TopN topN;
  private final OperatorContext context;
  private final FlushTimer flushing;
  private final FlushTimer forgetting;
  private TopNRows rows;

  public TopNOperator(OverPlan.TopN topN, OperatorContext context) {
    this.topN = topN;
    this.context = context;
    this.flushing = new FlushTimer(topN.flushMillis(), context.nanoClock());
    // Four times per life: a partition lives at most a quarter longer than it should.
    this.forgetting = new FlushTimer(Math.max(1, topN.ttlMillis() / 4), context.nanoClock());
    this.rows = new TopNRows(topN, context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      rows.add(batch, allRows(batch), nowMillis());
    }
    if (flushing.due()) {
      flush(output);
    }
  }

  private static Selection allRows(Batch batch) {
    return batch.selection() == null ? Selection.range(batch.rowCount()) : batch.selection();
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.nanoClock().getAsLong());
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT) {
      flush(output);
    }
    return true;
  }

  @Override
  public void flush(Output output) {
    if (rows.changedCount() > 0) {
      var changes = new TopNChanges(topN);
      for (int k = 0; k < rows.changedCount(); k++) {
        if (topN.end() == 1) {
          changes.addOne(rows.oneBefore(k), rows.oneAfter(k));
        } else {
          changes.add(rows.before(k), rows.after(k));
        }
      }
      changes.emit(rows.columns(), context, output);
      changes.forEachGone(rows::drop);
      rows.settle();
    }
    if (forgetting.due()) {
      forget();
    }
  }

  /// Moves the partitions that live to a new place, if at least half of them do not.
  private void forget() {
    int[] living = rows.touchedSince(nowMillis() - topN.ttlMillis());
    if (living.length > rows.groupCount() / 2) {
      return;
    }
    var kept = new TopNRows(topN, context.allocator());
    for (int from = 0; from < living.length; from += context.batchRows()) {
      int[] part =
          Arrays.copyOfRange(living, from, Math.min(living.length, from + context.batchRows()));
      Selection moved = rows.rowsOf(part);
      try (Batch batch = gathered(moved)) {
        int[] groups = kept.add(batch, Selection.range(moved.count()), 0);
        int row = 0;
        for (int group : part) {
          kept.setTouchedMillis(groups[row], rows.touchedMillis(group));
          row += rows.rowsOf(new int[] {group}).count();
        }
      }
    }
    kept.settle();
    rows.close();
    rows = kept;
  }

  private Batch gathered(Selection chosen) {
    List<Column> columns = new ArrayList<>();
    rows.columns().forEach(column -> columns.add(Gather.rows(column, chosen, context.allocator())));
    return Batch.of(columns, chosen.count());
  }

  @Override
  public void snapshot(StateWriter writer) {
    Selection all = rows.rowsOf(rows.touchedSince(Long.MIN_VALUE));
    for (int from = 0; from < all.count(); from += context.batchRows()) {
      int to = Math.min(all.count(), from + context.batchRows());
      writer.write(gathered(new Selection(Arrays.copyOfRange(all.rows(), from, to), to - from)));
    }
  }

  @Override
  public void restore(Batch state) {
    long[] hashes = new long[state.rowCount()];
    RowHash.hash(topN.partition().stream().map(state::column).toList(), state, hashes);
    rows.add(state, context.owned(state, hashes), nowMillis());
    rows.settle();
  }

  @Override
  public void close() {
    rows.close();
  }
}
