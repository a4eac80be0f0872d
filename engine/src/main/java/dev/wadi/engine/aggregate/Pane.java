package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.changelog.ChangeKinds;
import dev.wadi.engine.plan.Window;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// The groups of a slice or a window, and their aggregates.
final class Pane implements AutoCloseable {
  private static final int MERGE_ROWS = 8192;

  private final AggregateLayout layout;
  private final BufferAllocator allocator;
  private final GroupTable table;
  private final AggregateStates states;

  Pane(AggregateLayout layout, BufferAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
    this.table = new GroupTable(layout.keyFields(), allocator);
    this.states = new AggregateStates(layout, allocator);
  }

  int groupCount() {
    return table.groupCount();
  }

  /// Adds input rows, and takes those back that say so.
  void update(Batch batch, Selection rows) {
    List<Column> keys = columns(batch, layout.aggregate().keys());
    ChangeKinds.Signed signed = ChangeKinds.split(batch, rows, layout.aggregate().change());
    states.update(batch, group(keys, signed.added()));
    if (signed.retracted().count() > 0) {
      states.retract(batch, group(keys, signed.retracted()));
    }
  }

  /// Adds partial results.
  void merge(Batch partial, Selection rows) {
    List<Integer> keys = IntStream.range(0, layout.keyCount()).boxed().toList();
    states.merge(partial, group(columns(partial, keys), rows));
  }

  /// Adds all groups of another pane.
  void merge(Pane other) {
    for (int from = 0; from < other.groupCount(); from += MERGE_ROWS) {
      int to = Math.min(other.groupCount(), from + MERGE_ROWS);
      try (Batch partial = other.partial(Span.WHOLE, null, from, to)) {
        merge(partial, Selection.range(to - from));
      }
    }
  }

  /// Makes a group, even if there are no rows.
  ///
  /// @param key as a row
  void addGroup(Batch key) {
    group(key.columns(), Selection.range(1));
  }

  private static List<Column> columns(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch::column).toList();
  }

  private GroupedRows group(List<Column> keys, Selection rows) {
    int[] groups = new int[rows.count()];
    table.findOrAdd(keys, rows, groups);
    states.grow(table.groupCount());
    return new GroupedRows(rows, groups);
  }

  /// Groups `from` to `to - 1` as partial results of a slice.
  ///
  /// @param lateAfter if not null: they belong only to windows that end later
  Batch partial(Span slice, Long lateAfter, int from, int to) {
    List<Column> columns = keys(from, to);
    List<Field> bounds =
        layout.partialSchema().getFields().subList(layout.keyCount(), layout.firstState());
    if (!bounds.isEmpty()) {
      columns.add(constant(bounds.getFirst(), slice.startMicros(), to - from));
    }
    if (bounds.size() > 1) {
      boolean carried = layout.window() instanceof Window.Carried;
      Long second = carried ? (Long) slice.endMicros() : lateAfter;
      columns.add(constant(bounds.getLast(), second, to - from));
    }
    columns.addAll(states.state(from, to));
    return Batch.of(columns, to - from);
  }

  /// Groups `from` to `to - 1` as output rows of a window.
  Batch results(Span window, int from, int to) {
    List<Column> columns = keys(from, to);
    if (layout.window().bounds() > 0) {
      Field bound = layout.boundField();
      columns.add(constant(bound, Micros.in(bound, window.startMicros()), to - from));
      columns.add(constant(bound, Micros.in(bound, window.endMicros()), to - from));
    }
    columns.addAll(states.results(from, to));
    return Batch.of(columns, to - from);
  }

  private List<Column> keys(int from, int to) {
    Selection range = new Selection(IntStream.range(from, to).toArray(), to - from);
    List<Column> columns = new ArrayList<>();
    for (Column key : table.storedKeys()) {
      columns.add(Gather.rows(key, range, allocator));
    }
    return columns;
  }

  private Column constant(Field field, Long value, int count) {
    return SnapshotRows.constant(field, value, count, allocator);
  }

  @Override
  public void close() {
    table.close();
    states.close();
  }
}
