package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The groups of an updating aggregate. Knows which groups have changed since {@link #settle}, and
/// what the results of these were before. Used by one thread at a time.
final class UpdatingGroups implements AutoCloseable {
  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final GroupTable table;
  private final AggregateStates states;
  // 1 for a group whose results have been emitted.
  private final StateArray shown;
  private final StateArray touchedMillis;
  // One more than a changed group's place among the changed ones; 0 for the others.
  private final StateArray place;
  // How the number of a group's rows changes within a batch; 0 between batches.
  private final StateArray balance;
  private final BatchBuilder kept;
  private int[] changed = new int[64];
  private int[] beforeRows = new int[64];
  private int changedCount;

  UpdatingGroups(AggregateLayout layout, BufferAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
    this.table = new GroupTable(layout.keyFields(), allocator);
    this.states = new AggregateStates(layout, allocator);
    this.shown = new StateArray(allocator);
    this.touchedMillis = new StateArray(allocator);
    this.place = new StateArray(allocator);
    this.balance = new StateArray(allocator);
    this.kept =
        new BatchBuilder(
            new Schema(layout.calls().stream().map(AggregateCall::type).toList()), allocator);
  }

  int groupCount() {
    return table.groupCount();
  }

  /// Adds input rows and takes rows back, as their change kinds say; the batch is borrowed. What is
  /// taken back of a group that has no rows has been forgotten together with the group, and does
  /// not count against rows to come.
  void change(Batch batch, int change, long nowMillis) {
    Selection rows = Panes.allRows(batch);
    if (rows.count() == 0) {
      return;
    }
    GroupedRows all = touch(keys(batch), rows, nowMillis);
    MemorySegment kinds = batch.column(change).data();
    var added = new GroupedRows.Builder(rows.count());
    var retracted = new GroupedRows.Builder(rows.count());
    for (int i = 0; i < rows.count(); i++) {
      int group = all.groups()[i];
      long before = balance.get(group);
      if (!ChangeKind.retracts(kinds.get(ValueLayout.JAVA_BYTE, rows.row(i)))) {
        added.add(rows.row(i), group);
        balance.set(group, before + 1);
      } else if (states.rowCount(group) + before > 0) {
        retracted.add(rows.row(i), group);
        balance.set(group, before - 1);
      }
    }
    for (int group : all.groups()) {
      balance.set(group, 0);
    }
    states.update(batch, added.build());
    states.retract(batch, retracted.build());
  }

  private List<Column> keys(Batch batch) {
    return layout.aggregate().keys().stream().map(batch::column).toList();
  }

  /// Adds partial results; the batch is borrowed.
  void merge(Batch partial, Selection rows, long nowMillis) {
    if (rows.count() > 0) {
      List<Column> keys = partial.columns().subList(0, layout.keyCount());
      states.merge(partial, touch(keys, rows, nowMillis));
    }
  }

  /// Makes a group, even if there are no rows.
  ///
  /// @param key as a row
  void addGroup(Batch key, long nowMillis) {
    touch(key.columns(), Selection.range(1), nowMillis);
  }

  private GroupedRows touch(List<Column> keys, Selection rows, long nowMillis) {
    int[] groups = new int[rows.count()];
    table.findOrAdd(keys, rows, groups);
    int groupCount = table.groupCount();
    states.grow(groupCount);
    shown.grow(groupCount);
    touchedMillis.grow(groupCount);
    place.grow(groupCount);
    balance.grow(groupCount);
    int firstNew = changedCount;
    for (int group : groups) {
      touchedMillis.set(group, nowMillis);
      if (place.get(group) == 0) {
        addChanged(group);
      }
    }
    keepResults(firstNew);
    return new GroupedRows(rows, groups);
  }

  private void addChanged(int group) {
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
      beforeRows = Arrays.copyOf(beforeRows, 2 * changedCount);
    }
    changed[changedCount++] = group;
    place.set(group, changedCount);
  }

  // The groups that changed just now, before they do.
  private void keepResults(int firstNew) {
    int[] known = new int[changedCount - firstNew];
    int count = 0;
    for (int k = firstNew; k < changedCount; k++) {
      beforeRows[k] = -1;
      if (shown.get(changed[k]) != 0) {
        known[count++] = changed[k];
      }
    }
    if (count == 0) {
      return;
    }
    Arrays.sort(known, 0, count);
    for (int i = 0; i < count; i++) {
      beforeRows[(int) place.get(known[i]) - 1] = kept.rowCount() + i;
    }
    keep(results(new Selection(known, count)), count);
  }

  /// How many groups have changed.
  int changedCount() {
    return changedCount;
  }

  /// The groups that have changed, ascending.
  Selection changedGroups() {
    int[] groups = Arrays.copyOf(changed, changedCount);
    Arrays.sort(groups);
    return new Selection(groups, groups.length);
  }

  /// The row of a changed group in {@link #kept()}, or -1 if it was not shown.
  int beforeRow(int group) {
    return beforeRows[(int) place.get(group) - 1];
  }

  /// Results of some groups, ascending, one column per aggregate; owned by the caller.
  List<Column> results(Selection groups) {
    return states.results(groups);
  }

  /// Results from before the changes, and what else was kept, one column per aggregate; borrowed.
  List<Column> kept() {
    return kept.view();
  }

  int keptCount() {
    return kept.rowCount();
  }

  /// Keeps more results until {@link #settle}.
  ///
  /// @param results one column per aggregate; taken over
  void keep(List<Column> results, int count) {
    try (Batch batch = Batch.of(results, count)) {
      kept.append(batch, null);
    }
  }

  /// The keys of all groups; borrowed.
  List<Column> storedKeys() {
    return table.storedKeys();
  }

  /// The keys of some groups; owned by the caller.
  List<Column> keys(Selection groups) {
    List<Column> columns = new ArrayList<>();
    for (Column key : table.storedKeys()) {
      columns.add(Gather.rows(key, groups, allocator));
    }
    return columns;
  }

  /// Whether a group's results are to be taken as emitted.
  void setShown(int group, boolean isShown) {
    shown.set(group, isShown ? 1 : 0);
  }

  boolean isShown(int group) {
    return shown.get(group) != 0;
  }

  /// No group counts as changed any more.
  void settle() {
    forgetChanged(0);
    kept.close();
  }

  /// Whether a group has changed since {@link #settle}.
  boolean isChanged(int group) {
    return place.get(group) != 0;
  }

  /// Some groups, ascending, as partial results.
  Batch partial(Selection groups) {
    List<Column> columns = keys(groups);
    columns.addAll(states(groups));
    return Batch.of(columns, groups.count());
  }

  /// The states of some groups, ascending; owned by the caller.
  List<Column> states(Selection groups) {
    return states.state(groups);
  }

  /// Adds partial results of groups that are not here yet, and of which results have been emitted.
  ///
  /// @param emitted what they were, one column per aggregate, taken over; null for what the groups'
  ///   results are
  void restore(Batch partial, Selection rows, List<Column> emitted) {
    int first = groupCount();
    int firstChanged = changedCount;
    merge(partial, rows, 0);
    for (int group = first; group < groupCount(); group++) {
      setShown(group, true);
    }
    if (emitted == null) {
      forgetChanged(firstChanged);
    } else {
      for (int k = firstChanged; k < changedCount; k++) {
        beforeRows[k] = kept.rowCount() + k - firstChanged;
      }
      keep(emitted, rows.count());
    }
  }

  private void forgetChanged(int from) {
    for (int k = from; k < changedCount; k++) {
      place.set(changed[k], 0);
    }
    changedCount = from;
  }

  /// The shown groups that were touched since a time, ascending.
  Selection shownSince(long millis) {
    return where(group -> isShown(group) && touchedMillis.get(group) >= millis);
  }

  /// The groups that a condition holds for, ascending.
  Selection where(IntPredicate condition) {
    int[] groups = IntStream.range(0, groupCount()).filter(condition).toArray();
    return new Selection(groups, groups.length);
  }

  long touchedMillis(int group) {
    return touchedMillis.get(group);
  }

  void setTouchedMillis(int group, long millis) {
    touchedMillis.set(group, millis);
  }

  @Override
  public void close() {
    table.close();
    states.close();
    shown.close();
    touchedMillis.close();
    place.close();
    balance.close();
    kept.close();
  }
}
