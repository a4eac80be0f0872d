package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// FIRST_VALUE, LAST_VALUE, ANY_VALUE, ARG_MIN and ARG_MAX: keeps one row for each group. State:
/// that row, as a list of at most one.
final class PickAccumulator implements Accumulator {
  private static final int REPLACED_MIN = 4096;

  private final boolean last;
  private final RowOrder order;
  private final NullRule nulls;
  private final Field type;
  private final List<Field> arguments;
  private final BufferAllocator allocator;
  private final ListState lists;
  // One more than the row of a group; 0 for none.
  private final StateArray best;
  // The same for the rows of the batch at hand.
  private final StateArray candidates;
  private BatchBuilder rows;
  private int groupCount;

  /// @param last whether the last row is wanted, not the first
  /// @param arguments types of the columns
  PickAccumulator(
      boolean last,
      RowOrder order,
      NullRule nulls,
      Field type,
      List<Field> arguments,
      BufferAllocator allocator) {
    this.last = last;
    this.order = order;
    this.nulls = nulls;
    this.type = type;
    this.arguments = arguments;
    this.allocator = allocator;
    this.lists = new ListState(arguments);
    this.best = new StateArray(allocator);
    this.candidates = new StateArray(allocator);
    this.rows = new BatchBuilder(new Schema(arguments), allocator);
  }

  @Override
  public List<Field> stateFields() {
    return List.of(lists.field());
  }

  @Override
  public void grow(int count) {
    groupCount = Math.max(groupCount, count);
    best.grow(count);
    candidates.grow(count);
  }

  @Override
  public void update(List<Column> columns, Selection selected, int[] groups) {
    keep(columns, nulls.counting(columns, new GroupedRows(selected, groups)));
  }

  private void keep(List<Column> columns, GroupedRows added) {
    List<Column> stored = rows.view();
    ValueOrder toStored = order.between(columns, stored);
    ValueOrder toOthers = order.between(columns, columns);
    int[] touched = new int[added.rows().count()];
    int count = 0;
    for (int i = 0; i < added.rows().count(); i++) {
      int group = added.groups()[i];
      int row = added.rows().row(i);
      int candidate = (int) candidates.get(group) - 1;
      int known = (int) best.get(group) - 1;
      if (candidate >= 0) {
        if (isBetter(toOthers, row, candidate)) {
          candidates.set(group, row + 1L);
        }
      } else if (known < 0 || isBetter(toStored, row, known)) {
        candidates.set(group, row + 1L);
        touched[count++] = group;
      }
    }
    store(columns, Arrays.copyOf(touched, count));
  }

  private boolean isBetter(ValueOrder comparison, int row, int other) {
    if (!order.isGiven()) {
      return last;
    }
    int compared = comparison.compare(row, other);
    return last ? compared > 0 : compared < 0;
  }

  private void store(List<Column> columns, int[] touched) {
    int[] kept = new int[touched.length];
    for (int i = 0; i < touched.length; i++) {
      kept[i] = (int) candidates.get(touched[i]) - 1;
      candidates.set(touched[i], 0);
      best.set(touched[i], rows.rowCount() + i + 1L);
    }
    append(rows, columns, new Selection(kept, kept.length));
    if (rows.rowCount() > 2 * groupCount + REPLACED_MIN) {
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
    BatchBuilder smaller = new BatchBuilder(new Schema(arguments), allocator);
    int[] live = new int[groupCount];
    int count = 0;
    for (int group = 0; group < groupCount; group++) {
      if (best.get(group) > 0) {
        live[count++] = (int) best.get(group) - 1;
        best.set(group, count);
      }
    }
    append(smaller, rows.view(), new Selection(live, count));
    rows.close();
    rows = smaller;
  }

  @Override
  public void merge(List<Column> states, Selection selected, int[] groups) {
    keep(lists.parts(states.getFirst()), ListState.elements(states.getFirst(), selected, groups));
  }

  @Override
  public List<Column> state(int from, int to) {
    int[] sizes = new int[to - from];
    int[] picked = new int[to - from];
    int count = 0;
    for (int group = from; group < to; group++) {
      if (best.get(group) > 0) {
        sizes[group - from] = 1;
        picked[count++] = (int) best.get(group) - 1;
      }
    }
    Selection present = new Selection(picked, count);
    return List.of(
        lists.write(
            rows.view().stream()
                .map(column -> Gather.rows(column, present, allocator).vector())
                .toList(),
            sizes,
            allocator));
  }

  @Override
  public Column result(int from, int to) {
    int[] picked = new int[to - from];
    for (int group = from; group < to; group++) {
      picked[group - from] = (int) best.get(group) - 1;
    }
    return RowsResult.copies(type, rows.view().getFirst(), picked, allocator);
  }

  @Override
  public void close() {
    rows.close();
    best.close();
    candidates.close();
  }
}
