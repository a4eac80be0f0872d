package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.KeyComparison;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The groups of an updating aggregate. Knows which groups have changed since {@link #settle}, and
/// what the results of these were before. Used by one thread at a time.
final class UpdatingGroups implements AutoCloseable {
  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final GroupTable table;
  private final List<Accumulator> accumulators;
  // 1 for a group whose results have been emitted.
  private final StateArray shown;
  private final StateArray touchedMillis;
  // One more than a changed group's place among the changed ones; 0 for the others.
  private final StateArray place;
  private final BatchBuilder before;
  private int[] changed = new int[64];
  private int[] beforeRows = new int[64];
  private int changedCount;

  UpdatingGroups(AggregateLayout layout, BufferAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
    this.table = new GroupTable(layout.keyFields(), allocator);
    this.accumulators = layout.accumulators(allocator);
    this.shown = new StateArray(allocator);
    this.touchedMillis = new StateArray(allocator);
    this.place = new StateArray(allocator);
    this.before =
        new BatchBuilder(
            new Schema(layout.calls().stream().map(AggregateCall::type).toList()), allocator);
  }

  int groupCount() {
    return table.groupCount();
  }

  /// Adds input rows; the batch is borrowed.
  void update(Batch batch, Selection rows, long nowMillis) {
    change(batch, rows, nowMillis, false);
  }

  /// Takes input rows back; the batch is borrowed.
  void retract(Batch batch, Selection rows, long nowMillis) {
    change(batch, rows, nowMillis, true);
  }

  private void change(Batch batch, Selection rows, long nowMillis, boolean back) {
    if (rows.count() == 0) {
      return;
    }
    GroupedRows grouped = touch(columns(batch, layout.aggregate().keys()), rows, nowMillis);
    for (int i = 0; i < accumulators.size(); i++) {
      AggregateCall call = layout.calls().get(i);
      GroupedRows counting =
          call.filter() < 0 ? grouped : grouped.whereTrue(batch.column(call.filter()));
      List<Column> arguments = columns(batch, call.arguments());
      if (back) {
        accumulators.get(i).retract(arguments, counting.rows(), counting.groups());
      } else {
        accumulators.get(i).update(arguments, counting.rows(), counting.groups());
      }
    }
  }

  /// Adds partial results; the batch is borrowed.
  void merge(Batch partial, Selection rows, long nowMillis) {
    if (rows.count() == 0) {
      return;
    }
    List<Integer> keys = IntStream.range(0, layout.keyCount()).boxed().toList();
    GroupedRows grouped = touch(columns(partial, keys), rows, nowMillis);
    int next = layout.firstState();
    for (Accumulator accumulator : accumulators) {
      int end = next + accumulator.stateFields().size();
      accumulator.merge(partial.columns().subList(next, end), rows, grouped.groups());
      next = end;
    }
  }

  /// Makes the group of a key, even if it has no rows; the batch of one row is borrowed.
  void addEmptyGroup(Batch key, long nowMillis) {
    touch(key.columns(), Selection.range(1), nowMillis);
  }

  /// Whether a group's key is that of a batch of one row, which is borrowed.
  boolean hasKey(int group, Batch key) {
    List<Column> stored = table.storedKeys();
    return IntStream.range(0, layout.keyCount())
        .allMatch(i -> KeyComparison.equality(key.column(i), stored.get(i)).test(0, group));
  }

  private static List<Column> columns(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch::column).toList();
  }

  private GroupedRows touch(List<Column> keys, Selection rows, long nowMillis) {
    int[] groups = new int[rows.count()];
    table.findOrAdd(keys, rows, groups);
    int groupCount = table.groupCount();
    accumulators.forEach(accumulator -> accumulator.grow(groupCount));
    shown.grow(groupCount);
    touchedMillis.grow(groupCount);
    place.grow(groupCount);
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
      beforeRows[(int) place.get(known[i]) - 1] = before.rowCount() + i;
    }
    try (Batch results = Batch.of(results(new Selection(known, count)), count)) {
      before.append(results, null);
    }
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

  /// The row of a changed group in {@link #before()}, or -1 if it was not shown.
  int beforeRow(int group) {
    return beforeRows[(int) place.get(group) - 1];
  }

  /// Results from before the changes, one column per aggregate; borrowed.
  List<Column> before() {
    return before.view();
  }

  /// Results of some groups, ascending, one column per aggregate; owned by the caller.
  List<Column> results(Selection groups) {
    List<Column> columns = new ArrayList<>();
    for (Accumulator accumulator : accumulators) {
      columns.add(accumulator.results(groups, allocator));
    }
    return columns;
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
    for (int k = 0; k < changedCount; k++) {
      place.set(changed[k], 0);
    }
    changedCount = 0;
    before.close();
  }

  /// Some groups, ascending, as partial results.
  Batch partial(Selection groups) {
    List<Column> columns = keys(groups);
    for (Accumulator accumulator : accumulators) {
      columns.addAll(GroupRuns.gather(groups, accumulator::state, allocator));
    }
    return Batch.of(columns, groups.count());
  }

  /// The shown groups that were touched since a time, ascending.
  Selection shownSince(long millis) {
    int[] groups =
        IntStream.range(0, groupCount())
            .filter(group -> isShown(group) && touchedMillis.get(group) >= millis)
            .toArray();
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
    accumulators.forEach(Accumulator::close);
    shown.close();
    touchedMillis.close();
    place.close();
    before.close();
  }
}
