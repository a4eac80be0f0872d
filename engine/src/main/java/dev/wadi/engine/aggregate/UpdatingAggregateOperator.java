package dev.wadi.engine.aggregate;

import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Keeps the results of an aggregate without windows up to date and emits how they change. Changes
/// are held back for the flush interval, so that a group that changes often is emitted once. A
/// result that did not change is not emitted again.
///
/// State is only results that have been emitted: {@link #flush} comes before a snapshot.
public final class UpdatingAggregateOperator implements Operator {
  private final AggregateLayout layout;
  private final OperatorContext context;
  private final GroupChanges changes;
  private final long ttlMillis;
  private final FlushTimer flushing;
  private final FlushTimer forgetting;
  private UpdatingGroups groups;
  private boolean ended;

  public UpdatingAggregateOperator(
      Plan.UpdatingAggregate updating, AggregateLayout layout, OperatorContext context) {
    this.layout = layout.in(context);
    this.context = context;
    this.changes = new GroupChanges(this.layout, context);
    this.ttlMillis = updating.ttlMillis();
    this.flushing = new FlushTimer(updating.flushMillis(), context.nanoClock());
    // Four times per life: a group lives at most a quarter longer than it should.
    this.forgetting = new FlushTimer(Math.max(1, ttlMillis / 4), context.nanoClock());
    this.groups = new UpdatingGroups(this.layout, context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      if (!layout.aggregate().retracting()) {
        groups.merge(batch, Panes.allRows(batch), nowMillis());
      } else {
        groups.change(batch, layout.aggregate().change(), nowMillis());
      }
    }
    if (flushing.due()) {
      flush(output);
    }
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(context.nanoClock().getAsLong());
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT && !ended) {
      ended = true;
      GroupWithoutRows.key(layout, context.allocator()).ifPresent(this::addIfOwned);
      flush(output);
    }
    return true;
  }

  private void addIfOwned(Batch key) {
    try (key) {
      if (context.owns(layout.hashes(key)[0])) {
        groups.addGroup(key, nowMillis());
      }
    }
  }

  @Override
  public void flush(Output output) {
    changes.emit(groups, Span.WHOLE, output);
    if (forgetting.due()) {
      forget();
    }
  }

  /// Moves the groups that live into new tables, if at least half of them do not.
  private void forget() {
    Selection living = groups.shownSince(nowMillis() - ttlMillis);
    if (living.count() > groups.groupCount() / 2) {
      return;
    }
    UpdatingGroups kept = new UpdatingGroups(layout, context.allocator());
    for (int from = 0; from < living.count(); from += context.batchRows()) {
      int to = Math.min(living.count(), from + context.batchRows());
      Selection part = new Selection(Arrays.copyOfRange(living.rows(), from, to), to - from);
      try (Batch state = groups.partial(part)) {
        kept.merge(state, Selection.range(part.count()), 0);
      }
    }
    for (int i = 0; i < living.count(); i++) {
      kept.setShown(i, true);
      kept.setTouchedMillis(i, groups.touchedMillis(living.row(i)));
    }
    kept.settle();
    groups.close();
    groups = kept;
  }

  @Override
  public void snapshot(StateWriter writer) {
    Selection shown = groups.shownSince(Long.MIN_VALUE);
    for (int from = 0; from < shown.count(); from += context.batchRows()) {
      int to = Math.min(shown.count(), from + context.batchRows());
      writer.write(
          groups.partial(new Selection(Arrays.copyOfRange(shown.rows(), from, to), to - from)));
    }
  }

  @Override
  public void restore(Batch state) {
    int before = groups.groupCount();
    groups.merge(state, context.owned(state, layout.hashes(state)), nowMillis());
    for (int group = before; group < groups.groupCount(); group++) {
      groups.setShown(group, true);
    }
    groups.settle();
  }

  @Override
  public void close() {
    groups.close();
    layout.close();
  }
}
