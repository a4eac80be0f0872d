package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.state.KeyComparison;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keeps the results of an aggregate without windows up to date and emits how they change. Changes
/// are held back for the flush interval, so that a group that changes often is emitted once. A
/// result that did not change is not emitted again.
///
/// State is only results that have been emitted: {@link #flush} comes before a snapshot.
public final class UpdatingAggregateOperator implements Operator {
  private final AggregateLayout layout;
  private final OperatorContext context;
  private final int change;
  private final boolean partialInput;
  private final long ttlMillis;
  private final FlushTimer flushing;
  private final FlushTimer forgetting;
  // The key of the group that is there even without rows, or null.
  private final Batch rowless;
  private UpdatingGroups groups;
  private boolean ended;

  public UpdatingAggregateOperator(
      Plan.UpdatingAggregate updating, AggregateLayout layout, OperatorContext context) {
    this.layout = layout;
    this.context = context;
    this.change = updating.change();
    this.partialInput = change < 0;
    this.ttlMillis = updating.ttlMillis();
    this.flushing = new FlushTimer(updating.flushMillis(), context.nanoClock());
    // Four times per life: a group lives at most a quarter longer than it should.
    this.forgetting = new FlushTimer(Math.max(1, ttlMillis / 4), context.nanoClock());
    this.rowless = GroupWithoutRows.key(layout, context.allocator()).orElse(null);
    this.groups = new UpdatingGroups(layout, context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      if (partialInput) {
        groups.merge(batch, Panes.allRows(batch), nowMillis());
      } else {
        ChangeKinds.Signed signed = ChangeKinds.split(batch, change);
        groups.update(batch, signed.added(), nowMillis());
        groups.retract(batch, signed.retracted(), nowMillis());
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
      if (rowless != null && ownsRowless()) {
        groups.addEmptyGroup(rowless, nowMillis());
      }
      flush(output);
    }
    return true;
  }

  private boolean ownsRowless() {
    long[] hash = new long[1];
    RowHash.hash(rowless.columns(), rowless, hash);
    return context.owns(hash[0]);
  }

  @Override
  public void flush(Output output) {
    emitChanges(output);
    if (forgetting.due()) {
      forget();
    }
  }

  private void emitChanges(Output output) {
    Selection changed = groups.changedGroups();
    if (changed.count() == 0) {
      return;
    }
    List<Column> after = groups.results(changed);
    try {
      Changes changes = compare(changed, after);
      emit(changes.oldGroups, changes.oldRows, groups.before(), changes.oldKinds, output);
      emit(changes.newGroups, changes.newRows, after, changes.newKinds, output);
    } finally {
      after.forEach(Column::release);
    }
    groups.settle();
  }

  // Which groups' old results are taken back, and which new ones are added.
  private Changes compare(Selection changed, List<Column> after) {
    boolean[] same = same(changed, after);
    Changes changes = new Changes(changed.count());
    for (int i = 0; i < changed.count(); i++) {
      int group = changed.row(i);
      int beforeRow = groups.beforeRow(group);
      boolean lives = lives(after, i) || isRowless(group);
      if (beforeRow >= 0 && !(lives && same[i])) {
        changes.takeBack(group, beforeRow, lives);
      }
      if (lives && !(beforeRow >= 0 && same[i])) {
        changes.add(group, i, beforeRow >= 0);
      }
      groups.setShown(group, lives);
    }
    return changes;
  }

  private boolean[] same(Selection changed, List<Column> after) {
    int count = changed.count();
    int[] beforeRows = new int[count];
    boolean[] same = new boolean[count];
    for (int i = 0; i < count; i++) {
      beforeRows[i] = groups.beforeRow(changed.row(i));
      same[i] = beforeRows[i] >= 0;
    }
    Selection all = Selection.range(count);
    List<Column> before = groups.before();
    for (int c = 0; c < outputCount(); c++) {
      int[] differing =
          KeyComparison.differing(after.get(c), all, before.get(c), beforeRows, null, count);
      for (int i : differing) {
        same[i] = false;
      }
    }
    return same;
  }

  // Without the count that only tells when a group is empty.
  private int outputCount() {
    return layout.calls().size() - (partialInput ? 0 : 1);
  }

  private boolean lives(List<Column> after, int row) {
    if (partialInput) {
      return true;
    }
    MemorySegment counts = after.getLast().data();
    return counts.getAtIndex(ValueLayout.JAVA_LONG, row) > 0;
  }

  private boolean isRowless(int group) {
    return rowless != null && groups.hasKey(group, rowless);
  }

  private void emit(
      Ints groupNumbers, Ints rows, List<Column> results, byte[] kinds, Output output) {
    for (int from = 0; from < groupNumbers.count; from += context.batchRows()) {
      int to = Math.min(groupNumbers.count, from + context.batchRows());
      List<Column> columns = new ArrayList<>(groups.keys(groupNumbers.part(from, to)));
      Selection part = rows.part(from, to);
      for (Column result : results.subList(0, outputCount())) {
        columns.add(Gather.rows(result, part, context.allocator()));
      }
      byte[] codes = Arrays.copyOfRange(kinds, from, to);
      columns.add(ChangeKinds.column(codes, to - from, context.allocator()));
      output.emit(Batch.of(columns, to - from));
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
    long[] hashes = new long[state.rowCount()];
    RowHash.hash(state.columns().subList(0, layout.keyCount()), state, hashes);
    int before = groups.groupCount();
    groups.merge(state, context.owned(state, hashes), nowMillis());
    for (int group = before; group < groups.groupCount(); group++) {
      groups.setShown(group, true);
    }
    groups.settle();
  }

  @Override
  public void close() {
    groups.close();
    if (rowless != null) {
      rowless.close();
    }
  }

  /// What is to be emitted.
  private static final class Changes {
    private final Ints oldGroups;
    private final Ints oldRows;
    private final byte[] oldKinds;
    private final Ints newGroups;
    private final Ints newRows;
    private final byte[] newKinds;

    private Changes(int most) {
      oldGroups = new Ints(most);
      oldRows = new Ints(most);
      oldKinds = new byte[most];
      newGroups = new Ints(most);
      newRows = new Ints(most);
      newKinds = new byte[most];
    }

    private void takeBack(int group, int row, boolean replaced) {
      ChangeKind kind = replaced ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE;
      oldKinds[oldGroups.count] = kind.code();
      oldGroups.add(group);
      oldRows.add(row);
    }

    private void add(int group, int row, boolean replaces) {
      ChangeKind kind = replaces ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT;
      newKinds[newGroups.count] = kind.code();
      newGroups.add(group);
      newRows.add(row);
    }
  }

  /// A list of a known greatest length.
  private static final class Ints {
    private final int[] values;
    private int count;

    private Ints(int most) {
      values = new int[most];
    }

    private void add(int value) {
      values[count++] = value;
    }

    private Selection part(int from, int to) {
      return new Selection(Arrays.copyOfRange(values, from, to), to - from);
    }
  }
}
