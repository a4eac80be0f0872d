package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// An aggregate over distinct values (or combinations of values): lets through the first occurrence
/// of each in each group and, where rows are taken back, the loss of the last one. State: the
/// group's values, as a list, with their counts if rows are taken back; the inner aggregate's state
/// follows from them.
final class DistinctAccumulator implements Accumulator {
  private static final Field GROUP =
      new Field("", FieldType.notNullable(new ArrowType.Int(32, true)), null);
  private static final int GONE_MIN = 1024;

  private final Accumulator inner;
  private final boolean retracting;
  private final BufferAllocator allocator;
  private final ListState elements;
  private final List<Field> key;
  private final StateArray counts;
  private final Numbers numbers = new Numbers();
  private GroupTable values;
  private ValuesByGroup index;
  private int gone;

  DistinctAccumulator(
      Accumulator inner, List<Field> arguments, boolean retracting, BufferAllocator allocator) {
    this.inner = inner;
    this.retracting = retracting;
    this.allocator = allocator;
    Stream<Field> count = retracting ? Stream.of(StateColumn.INT64) : Stream.empty();
    this.elements = new ListState(Stream.concat(arguments.stream(), count).toList());
    this.key = Stream.concat(Stream.of(GROUP), arguments.stream()).toList();
    this.values = new GroupTable(key, allocator);
    this.counts = new StateArray(allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(elements.field());
  }

  @Override
  public void grow(int groupCount) {
    inner.grow(groupCount);
  }

  @Override
  public void update(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, present(arguments, rows, groups), row -> 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection rows, int[] groups) {
    add(arguments, present(arguments, rows, groups), row -> -1);
  }

  private static GroupedRows present(List<Column> arguments, Selection rows, int[] groups) {
    GroupedRows present = new GroupedRows(rows, groups);
    for (Column argument : arguments) {
      present = present.withoutNulls(argument);
    }
    return present;
  }

  private interface Change {
    long of(int i);
  }

  /// @param change of the count of the i-th row's value
  private void add(List<Column> arguments, GroupedRows present, Change change) {
    int rowCount = arguments.getFirst().rowCount();
    index = null;
    try (IntVector groupOfRow = groupOfRow(rowCount, present)) {
      List<Column> columns = new ArrayList<>(List.of(Column.of(groupOfRow)));
      columns.addAll(arguments);
      int[] entries = new int[present.rows().count()];
      int before = values.groupCount();
      values.findOrAdd(columns, present.rows(), entries);
      counts.grow(values.groupCount());
      zero(before, values.groupCount());
      pass(arguments, present, entries, change);
    }
    if (gone > GONE_MIN && gone > values.groupCount() / 2) {
      forgetGone();
    }
  }

  // Counts of values that were here before the last clean-up may stand behind those of today.
  private void zero(int from, int to) {
    for (int entry = from; entry < to; entry++) {
      counts.set(entry, 0);
    }
    gone += to - from;
  }

  private IntVector groupOfRow(int rowCount, GroupedRows present) {
    var vector = new IntVector(GROUP, allocator);
    vector.allocateNew(Math.max(1, rowCount));
    for (int i = 0; i < present.rows().count(); i++) {
      vector.set(present.rows().row(i), present.groups()[i]);
    }
    vector.setValueCount(rowCount);
    return vector;
  }

  private void pass(List<Column> arguments, GroupedRows all, int[] entries, Change change) {
    Picked come = new Picked(all);
    Picked left = new Picked(all);
    for (int i = 0; i < entries.length; i++) {
      long before = counts.get(entries[i]);
      long after = retracting ? before + change.of(i) : 1;
      counts.set(entries[i], after);
      gone += (after == 0 ? 1 : 0) - (before == 0 ? 1 : 0);
      if (before <= 0 && after > 0) {
        come.add(i);
      } else if (before > 0 && after <= 0) {
        left.add(i);
      }
    }
    inner.update(arguments, come.rows(), come.groups);
    if (left.count > 0) {
      inner.retract(arguments, left.rows(), left.groups);
    }
  }

  /// Some of the rows.
  private static final class Picked {
    private final GroupedRows all;
    private final int[] rows;
    private final int[] groups;
    private int count;

    Picked(GroupedRows all) {
      this.all = all;
      this.rows = new int[all.rows().count()];
      this.groups = new int[all.rows().count()];
    }

    void add(int i) {
      rows[count] = all.rows().row(i);
      groups[count++] = all.groups()[i];
    }

    Selection rows() {
      return new Selection(rows, count);
    }
  }

  // Values come and go: without this, those of a long stream would all stay in memory.
  private void forgetGone() {
    GroupTable kept = new GroupTable(key, allocator);
    int[] live = new int[values.groupCount() - gone];
    int count = 0;
    for (int entry = 0; entry < values.groupCount(); entry++) {
      if (counts.get(entry) != 0) {
        counts.set(count, counts.get(entry));
        live[count++] = entry;
      }
    }
    kept.findOrAdd(values.storedKeys(), new Selection(live, count), new int[count]);
    values.close();
    values = kept;
    gone = 0;
  }

  @Override
  public void merge(List<Column> states, Selection rows, int[] groups) {
    GroupedRows all = ListState.elements(states.getFirst(), rows, groups);
    List<Column> parts = elements.parts(states.getFirst());
    if (retracting) {
      long[] changes = numbers.longs(parts.getLast(), all.rows());
      add(parts.subList(0, parts.size() - 1), all, i -> changes[i]);
    } else {
      add(parts, all, i -> 1);
    }
  }

  @Override
  public List<Column> state(int from, int to) {
    List<Column> stored = values.storedKeys();
    if (index == null) {
      index = ValuesByGroup.of((IntVector) stored.getFirst().vector(), counts);
    }
    Selection entries = index.entries(from, to);
    List<FieldVector> written = new ArrayList<>();
    for (Column argument : stored.subList(1, stored.size())) {
      written.add(Gather.rows(argument, entries, allocator).vector());
    }
    if (retracting) {
      written.add(countsOf(entries));
    }
    int[] sizes = new int[to - from];
    for (int group = from; group < to; group++) {
      sizes[group - from] = index.count(group);
    }
    return List.of(elements.write(written, sizes, allocator));
  }

  private FieldVector countsOf(Selection entries) {
    try (var gathered = new StateArray(allocator)) {
      gathered.grow(Math.max(1, entries.count()));
      for (int i = 0; i < entries.count(); i++) {
        gathered.set(i, counts.get(entries.row(i)));
      }
      return StateColumn.of(gathered, 0, entries.count(), StateColumn.INT64, i -> false, allocator)
          .vector();
    }
  }

  @Override
  public Column result(int from, int to) {
    return inner.result(from, to);
  }

  @Override
  public void close() {
    values.close();
    counts.close();
    inner.close();
  }
}
