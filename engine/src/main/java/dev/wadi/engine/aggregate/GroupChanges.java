package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.state.KeyComparison;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Emits how the results of groups have changed since they were last emitted: of each group the old
/// result and then the new one, if they differ.
final class GroupChanges {
  private final AggregateLayout layout;
  private final OperatorContext context;

  GroupChanges(AggregateLayout layout, OperatorContext context) {
    this.layout = layout;
    this.context = context;
  }

  /// Settles the groups.
  ///
  /// @param window that the groups are of
  void emit(UpdatingGroups groups, Span window, Operator.Output output) {
    Selection changed = groups.changedGroups();
    if (changed.count() == 0) {
      return;
    }
    List<Column> after = groups.results(changed);
    Rows rows = new Rows(2 * changed.count());
    compare(groups, changed, after, rows);
    groups.keep(after, changed.count());
    write(groups, window, rows, output);
    groups.settle();
  }

  private void compare(UpdatingGroups groups, Selection changed, List<Column> after, Rows rows) {
    boolean[] same = same(groups, changed, after);
    boolean[] lives = living(groups, changed, after);
    int firstAfter = groups.keptCount();
    for (int i = 0; i < changed.count(); i++) {
      int group = changed.row(i);
      int beforeRow = groups.beforeRow(group);
      boolean shown = beforeRow >= 0;
      if (shown && !(lives[i] && same[i])) {
        rows.add(group, beforeRow, lives[i] ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE);
      }
      if (lives[i] && !(shown && same[i])) {
        rows.add(group, firstAfter + i, shown ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT);
      }
      groups.setShown(group, lives[i]);
    }
  }

  private boolean[] same(UpdatingGroups groups, Selection changed, List<Column> after) {
    int count = changed.count();
    int[] beforeRows = new int[count];
    boolean[] same = new boolean[count];
    for (int i = 0; i < count; i++) {
      beforeRows[i] = groups.beforeRow(changed.row(i));
      same[i] = beforeRows[i] >= 0;
    }
    Selection all = Selection.range(count);
    List<Column> before = groups.kept();
    for (int c = 0; c < layout.aggregate().resultCount(); c++) {
      int[] differing =
          KeyComparison.differing(after.get(c), all, before.get(c), beforeRows, null, count);
      for (int i : differing) {
        same[i] = false;
      }
    }
    return same;
  }

  // Without rows there is no group, but for the one that is always there.
  private boolean[] living(UpdatingGroups groups, Selection changed, List<Column> after) {
    boolean[] lives = new boolean[changed.count()];
    Arrays.fill(lives, true);
    if (layout.aggregate().retracting()) {
      var counts = after.getLast().data();
      for (int i = 0; i < lives.length; i++) {
        lives[i] =
            counts.getAtIndex(ValueLayout.JAVA_LONG, i) > 0
                || GroupWithoutRows.is(layout, groups.storedKeys(), changed.row(i));
      }
    }
    return lives;
  }

  private void write(UpdatingGroups groups, Span window, Rows rows, Operator.Output output) {
    List<Column> kept = groups.kept();
    for (int from = 0; from < rows.count; from += context.batchRows()) {
      int to = Math.min(rows.count, from + context.batchRows());
      Selection results = rows.results(from, to);
      List<Column> columns = new ArrayList<>(groups.keys(rows.groups(from, to)));
      if (layout.window().bounds() > 0) {
        columns.add(bound(window.startMicros(), to - from));
        columns.add(bound(window.endMicros(), to - from));
      }
      for (Column result : kept.subList(0, layout.aggregate().resultCount())) {
        columns.add(Gather.rows(result, results, context.allocator()));
      }
      byte[] kinds = Arrays.copyOfRange(rows.kinds, from, to);
      columns.add(ChangeKinds.column(kinds, to - from, context.allocator()));
      output.emit(Batch.of(columns, to - from));
    }
  }

  private Column bound(long micros, int count) {
    Field type = layout.boundField();
    return SnapshotRows.constant(type, Micros.in(type, micros), count, context.allocator());
  }

  /// What is to be emitted: of which group, which of the results that it has kept.
  private static final class Rows {
    private final int[] groups;
    private final int[] results;
    private final byte[] kinds;
    private int count;

    private Rows(int most) {
      groups = new int[most];
      results = new int[most];
      kinds = new byte[most];
    }

    private void add(int group, int result, ChangeKind kind) {
      groups[count] = group;
      results[count] = result;
      kinds[count++] = kind.code();
    }

    private Selection groups(int from, int to) {
      return new Selection(Arrays.copyOfRange(groups, from, to), to - from);
    }

    private Selection results(int from, int to) {
      return new Selection(Arrays.copyOfRange(results, from, to), to - from);
    }
  }
}
