package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.function.FunctionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// An aggregate of a plugin. The states are kept here, a row for each group that has any: the
/// plugin is given those that a batch touches and gives them back changed. State: those rows.
final class PluginAccumulator implements Accumulator {
  private static final int REPLACED_MIN = 4_096;
  // Of one call: states may be large.
  private static final int GROUPS_AT_ONCE = 4_096;
  // Of one call, which touch as many states at most.
  private static final int ROWS_AT_ONCE = 16_384;

  private final FunctionKind.Aggregate kind;
  private final PluginAggregate plugin;
  private final NullRule nulls;
  private final BufferAllocator allocator;
  // One more than the row of a group's state; 0 for a group without one.
  private final StateArray rows;
  // One more than a group's number among those that are touched.
  private final StateArray numbers;
  private BatchBuilder states;
  private int groupCount;

  /// @param plugin null if this is only asked for its types
  PluginAccumulator(
      FunctionKind.Aggregate kind,
      PluginAggregate plugin,
      NullRule nulls,
      BufferAllocator allocator) {
    this.kind = kind;
    this.plugin = plugin;
    this.nulls = nulls;
    this.allocator = allocator;
    this.rows = new StateArray(allocator);
    this.numbers = new StateArray(allocator);
    this.states = new BatchBuilder(new Schema(kind.state()), allocator);
  }

  @Override
  public List<Field> stateFields() {
    return kind.state();
  }

  @Override
  public void grow(int count) {
    groupCount = Math.max(groupCount, count);
    rows.grow(count);
    numbers.grow(count);
  }

  @Override
  public void update(List<Column> arguments, Selection selected, int[] groups) {
    add(arguments, new GroupedRows(selected, groups), 1);
  }

  @Override
  public void retract(List<Column> arguments, Selection selected, int[] groups) {
    add(arguments, new GroupedRows(selected, groups), -1);
  }

  private void add(List<Column> arguments, GroupedRows all, int sign) {
    GroupedRows counting = nulls.counting(arguments, all);
    change(
        arguments,
        counting,
        (groups, columns, touched) -> plugin.update(groups, sign, columns, touched));
  }

  @Override
  public void merge(List<Column> partial, Selection selected, int[] groups) {
    change(partial, new GroupedRows(selected, groups).withState(partial), plugin::merge);
  }

  private interface Change {
    void of(int[] groups, List<Column> columns, List<FieldVector> states);
  }

  private void change(List<Column> columns, GroupedRows changing, Change change) {
    int count = changing.rows().count();
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      changeSome(columns, changing.range(from, Math.min(count, from + ROWS_AT_ONCE)), change);
    }
  }

  private void changeSome(List<Column> columns, GroupedRows changing, Change change) {
    int count = changing.rows().count();
    int[] local = new int[count];
    int[] touched = number(changing, local);
    List<FieldVector> changed = states(touched);
    List<Column> dense = new ArrayList<>();
    try {
      columns.forEach(column -> dense.add(Gather.rows(column, changing.rows(), allocator)));
      change.of(local, dense, changed);
      keep(touched, changed);
    } finally {
      dense.forEach(Column::release);
      changed.forEach(FieldVector::close);
    }
  }

  // Numbers the groups that are touched; returns them.
  private int[] number(GroupedRows changing, int[] local) {
    int[] touched = new int[local.length];
    int count = 0;
    for (int i = 0; i < local.length; i++) {
      int group = changing.groups()[i];
      if (numbers.get(group) == 0) {
        touched[count++] = group;
        numbers.set(group, count);
      }
      local[i] = (int) numbers.get(group) - 1;
    }
    for (int i = 0; i < count; i++) {
      numbers.set(touched[i], 0);
    }
    return Arrays.copyOf(touched, count);
  }

  // Copies, owned by the caller.
  private List<FieldVector> states(int[] groups) {
    int[] places = Arrays.stream(groups).map(group -> (int) rows.get(group) - 1).toArray();
    List<FieldVector> copies = new ArrayList<>();
    for (Column column : states.view()) {
      copies.add(Gather.rowsOrNull(column, places, allocator).vector());
    }
    return copies;
  }

  private void keep(int[] groups, List<FieldVector> changed) {
    int first = states.rowCount();
    List<Column> columns = changed.stream().map(Column::of).toList();
    append(states, columns, Selection.range(groups.length));
    for (int i = 0; i < groups.length; i++) {
      rows.set(groups[i], first + i + 1L);
    }
    if (states.rowCount() > 2 * groupCount + REPLACED_MIN) {
      forgetReplaced();
    }
  }

  private static void append(BatchBuilder target, List<Column> columns, Selection kept) {
    columns.forEach(Column::retain);
    try (Batch batch = Batch.of(columns, columns.getFirst().rowCount())) {
      target.append(batch, kept);
    }
  }

  private void forgetReplaced() {
    BatchBuilder smaller = new BatchBuilder(new Schema(kind.state()), allocator);
    int[] live = new int[groupCount];
    int count = 0;
    for (int group = 0; group < groupCount; group++) {
      if (rows.get(group) > 0) {
        live[count++] = (int) rows.get(group) - 1;
        rows.set(group, count);
      }
    }
    append(smaller, states.view(), new Selection(live, count));
    states.close();
    states = smaller;
  }

  @Override
  public List<Column> state(int from, int to) {
    return states(Selection.range(from, to).rows()).stream().map(Column::of).toList();
  }

  @Override
  public Column result(int from, int to) {
    return results(Selection.range(from, to), allocator);
  }

  @Override
  public Column results(Selection groups, BufferAllocator ignored) {
    if (groups.count() <= GROUPS_AT_ONCE) {
      return resultsOf(Arrays.copyOf(groups.rows(), groups.count()));
    }
    try (BatchBuilder all = new BatchBuilder(new Schema(List.of(plugin.result())), allocator)) {
      for (int from = 0; from < groups.count(); from += GROUPS_AT_ONCE) {
        int to = Math.min(groups.count(), from + GROUPS_AT_ONCE);
        Column part = resultsOf(Arrays.copyOfRange(groups.rows(), from, to));
        try (Batch batch = Batch.of(List.of(part), part.rowCount())) {
          all.append(batch, null);
        }
      }
      try (Batch batch = all.build()) {
        return batch.column(0).retain();
      }
    }
  }

  private Column resultsOf(int[] groups) {
    List<FieldVector> copies = states(groups);
    try {
      return plugin.results(copies);
    } finally {
      copies.forEach(FieldVector::close);
    }
  }

  @Override
  public void close() {
    states.close();
    rows.close();
    numbers.close();
  }
}
