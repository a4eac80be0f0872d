package dev.wadi.engine.rank;

import dev.wadi.engine.order.KeyPrefix;
import dev.wadi.engine.order.RowOrder;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.RowStore;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// The first rows of each partition, and which partitions have changed since {@link #settle}. Rows
/// that compare equal stay in the order in which they came. A row that was among the first before a
/// change stays in the store until {@link #settle}, so that it can be taken back.
final class TopNRows implements AutoCloseable {
  private final OverPlan.TopN topN;
  private final boolean prefixDecides;
  private final GroupTable table;
  private final RankedLists lists;
  private final RowStore rows;
  private final StateArray touchedMillis;
  // 1 for a partition that has changed.
  private final StateArray changed;
  // The rows of changed partitions before the change, one partition after the other.
  private Ints changedGroups = new Ints();
  private Ints ends = new Ints();
  private Ints before = new Ints();
  private int settledRows;

  TopNRows(OverPlan.TopN topN, BufferAllocator allocator) {
    this.topN = topN;
    List<Field> fields = topN.input().schema().getFields();
    this.prefixDecides =
        topN.order().isEmpty()
            || topN.order().size() == 1
                && KeyPrefix.decides(fields.get(topN.order().getFirst().column()));
    this.table = new GroupTable(topN.partition().stream().map(fields::get).toList(), allocator);
    this.lists = new RankedLists(topN.end(), allocator);
    this.rows = new RowStore(topN.input().schema(), allocator);
    this.touchedMillis = new StateArray(allocator);
    this.changed = new StateArray(allocator);
  }

  /// Adds rows of a batch, which is borrowed.
  ///
  /// @return the partition of each
  int[] add(Batch batch, Selection added, long nowMillis) {
    int[] groups = new int[added.count()];
    table.findOrAdd(topN.partition().stream().map(batch::column).toList(), added, groups);
    lists.grow(table.groupCount());
    touchedMillis.grow(table.groupCount());
    changed.grow(table.groupCount());
    long[] prefixes = prefixes(batch, added);
    Comparison comparison = new Comparison(batch);
    Ints entered = new Ints();
    for (int i = 0; i < groups.length; i++) {
      int group = groups[i];
      touchedMillis.set(group, nowMillis);
      if (enter(group, prefixes[i], added.row(i), comparison)) {
        entered.add(group);
      }
    }
    keep(batch, entered);
    return groups;
  }

  private long[] prefixes(Batch batch, Selection added) {
    if (topN.order().isEmpty()) {
      return new long[added.count()];
    }
    SortKey first = topN.order().getFirst();
    return KeyPrefix.of(batch.column(first.column()), added, first);
  }

  // In a list, rows of the batch have negative numbers until they are kept.
  private boolean enter(int group, long prefix, int row, Comparison comparison) {
    int count = lists.count(group);
    boolean full = lists.isFull(group);
    if (full && !isBefore(prefix, row, group, count - 1, comparison)) {
      return false;
    }
    noteChange(group);
    int low = 0;
    int high = full ? count - 1 : count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(prefix, row, group, middle, comparison)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (full) {
      forget(lists.row(group, count - 1));
    }
    lists.insert(group, low, prefix, ~row);
    return true;
  }

  private boolean isBefore(long prefix, int row, int group, int index, Comparison comparison) {
    long other = lists.prefix(group, index);
    return prefix != other
        ? prefix < other
        : !prefixDecides && comparison.compare(row, lists.row(group, index)) < 0;
  }

  private void noteChange(int group) {
    if (changed.get(group) != 0) {
      return;
    }
    changed.set(group, 1);
    changedGroups.add(group);
    for (int i = 0; i < lists.count(group); i++) {
      before.add((int) lists.row(group, i));
    }
    ends.add(before.count());
  }

  // A row that was here at the last settling may have to be taken back.
  private void forget(long row) {
    if (row >= settledRows) {
      rows.drop((int) row);
    }
  }

  // Copies the rows of the batch that have come to stay.
  private void keep(Batch batch, Ints entered) {
    int next = rows.rowCount();
    Ints kept = new Ints();
    for (int k = 0; k < entered.count(); k++) {
      int group = entered.get(k);
      for (int i = 0; i < lists.count(group); i++) {
        long row = lists.row(group, i);
        if (row < 0) {
          kept.add((int) ~row);
          lists.setRow(group, i, next++);
        }
      }
    }
    rows.add(batch, kept.selection());
  }

  /// How many partitions have changed.
  int changedCount() {
    return changedGroups.count();
  }

  /// The rows of the k-th changed partition before the change.
  int[] before(int k) {
    return before.range(k == 0 ? 0 : ends.get(k - 1), ends.get(k));
  }

  /// The rows of the k-th changed partition.
  int[] after(int k) {
    return rowsOf(changedGroups.get(k));
  }

  /// The one row of the k-th changed partition before the change, or -1.
  int oneBefore(int k) {
    int from = k == 0 ? 0 : ends.get(k - 1);
    return from == ends.get(k) ? -1 : before.get(from);
  }

  /// The one row of the k-th changed partition.
  int oneAfter(int k) {
    return (int) lists.row(changedGroups.get(k), 0);
  }

  private int[] rowsOf(int group) {
    int[] all = new int[lists.count(group)];
    for (int i = 0; i < all.length; i++) {
      all[i] = (int) lists.row(group, i);
    }
    return all;
  }

  /// What row numbers mean; borrowed.
  List<Column> columns() {
    return rows.columns();
  }

  /// A row is not needed any more.
  void drop(int row) {
    rows.drop(row);
  }

  /// No partition counts as changed any more. Rows may get other numbers.
  void settle() {
    for (int k = 0; k < changedGroups.count(); k++) {
      changed.set(changedGroups.get(k), 0);
    }
    changedGroups = new Ints();
    ends = new Ints();
    before = new Ints();
    if (rows.mostAreGone()) {
      int[] moved = rows.compact();
      for (int group = 0; group < table.groupCount(); group++) {
        for (int i = 0; i < lists.count(group); i++) {
          lists.setRow(group, i, moved[(int) lists.row(group, i)]);
        }
      }
    }
    settledRows = rows.rowCount();
  }

  int groupCount() {
    return table.groupCount();
  }

  /// The partitions that were touched since a time.
  int[] touchedSince(long millis) {
    return IntStream.range(0, groupCount())
        .filter(group -> touchedMillis.get(group) >= millis)
        .toArray();
  }

  long touchedMillis(int group) {
    return touchedMillis.get(group);
  }

  void setTouchedMillis(int group, long millis) {
    touchedMillis.set(group, millis);
  }

  /// The rows of some partitions in their order.
  Selection rowsOf(int[] groups) {
    Ints all = new Ints();
    for (int group : groups) {
      for (int row : rowsOf(group)) {
        all.add(row);
      }
    }
    return all.selection();
  }

  @Override
  public void close() {
    table.close();
    lists.close();
    rows.close();
    touchedMillis.close();
    changed.close();
  }

  /// Compares rows of a batch with each other and with those that are kept, as soon as somebody
  /// asks.
  private final class Comparison {
    private final Batch batch;
    private RowOrder within;
    private RowOrder toKept;

    private Comparison(Batch batch) {
      this.batch = batch;
    }

    /// @param other negative for a row of the batch
    private int compare(int row, long other) {
      if (other < 0) {
        if (within == null) {
          within = RowOrder.of(batch.columns(), topN.order());
        }
        return within.compare(row, (int) ~other);
      }
      if (toKept == null) {
        toKept = RowOrder.between(batch.columns(), rows.columns(), topN.order());
      }
      return toKept.compare(row, (int) other);
    }
  }

  /// A list that grows.
  static final class Ints {
    private int[] values = new int[64];
    private int count;

    void add(int value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    int count() {
      return count;
    }

    int get(int index) {
      return values[index];
    }

    int[] range(int from, int to) {
      return Arrays.copyOfRange(values, from, to);
    }

    Selection selection() {
      return new Selection(values, count);
    }
  }
}
