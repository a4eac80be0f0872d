package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The groups of windows whose results change, as rows of a snapshot. Behind the columns of partial
/// results stand, the same in all rows of a batch, the window and whether results of these groups
/// have been emitted; then, if they have changed since, those results.
final class WindowStates {
  private final AggregateLayout layout;
  private final OperatorContext context;

  /// What has been emitted of a group.
  private enum Emitted {
    NOTHING,
    ITS_RESULTS,
    /// Results that it had before.
    OTHERS
  }

  WindowStates(AggregateLayout layout, OperatorContext context) {
    this.layout = layout;
    this.context = context;
  }

  void write(Span window, UpdatingGroups groups, Operator.StateWriter writer) {
    for (Emitted emitted : Emitted.values()) {
      Selection chosen = groups.where(group -> emitted(groups, group) == emitted);
      for (int from = 0; from < chosen.count(); from += context.batchRows()) {
        int to = Math.min(chosen.count(), from + context.batchRows());
        Selection part = new Selection(Arrays.copyOfRange(chosen.rows(), from, to), to - from);
        writer.write(rows(window, groups, part, emitted));
      }
    }
  }

  private static Emitted emitted(UpdatingGroups groups, int group) {
    if (!groups.isShown(group)) {
      return Emitted.NOTHING;
    }
    return groups.isChanged(group) ? Emitted.OTHERS : Emitted.ITS_RESULTS;
  }

  private Batch rows(Span window, UpdatingGroups groups, Selection part, Emitted emitted) {
    int count = part.count();
    List<Column> columns = groups.keys(part);
    for (int i = layout.keyCount(); i < layout.firstState(); i++) {
      columns.add(constant(0, count));
    }
    columns.addAll(groups.states(part));
    columns.add(constant(window.startMicros(), count));
    columns.add(constant(window.endMicros(), count));
    columns.add(constant(emitted.ordinal(), count));
    if (emitted == Emitted.OTHERS) {
      int[] rows = new int[count];
      Arrays.setAll(rows, i -> groups.beforeRow(part.row(i)));
      for (Column result : groups.kept()) {
        columns.add(Gather.rows(result, new Selection(rows, count), context.allocator()));
      }
    }
    return Batch.of(columns, count);
  }

  private Column constant(long value, int count) {
    return SnapshotRows.constant(StateColumn.INT64, value, count, context.allocator());
  }

  /// The window of a batch that {@link #write} wrote.
  Span windowOf(Batch state) {
    return new Span(at(state, firstConstant()), at(state, firstConstant() + 1));
  }

  private int firstConstant() {
    return layout.partialSchema().getFields().size();
  }

  private static long at(Batch state, int column) {
    return Micros.of(state.column(column), Selection.range(1))[0];
  }

  /// Adds some rows of such a batch, which is borrowed.
  void read(Batch state, Selection rows, UpdatingGroups groups) {
    int results = firstConstant() + 3;
    Emitted emitted = Emitted.values()[(int) at(state, results - 1)];
    switch (emitted) {
      case NOTHING -> groups.merge(state, rows, 0);
      case ITS_RESULTS -> groups.restore(state, rows, null);
      case OTHERS -> {
        List<Column> kept = new ArrayList<>();
        for (Column result : state.columns().subList(results, state.columns().size())) {
          kept.add(Gather.rows(result, rows, context.allocator()));
        }
        groups.restore(state, rows, kept);
      }
    }
  }
}
