package dev.wadi.engine.aggregate;

import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Rows that come and go: an entry is a distinct row with the number of its occurrences, which may
/// be negative for a while.
final class CountedRows implements GroupRows {
  private static final int GONE_MIN = 1024;

  private final BufferAllocator allocator;
  private final List<Field> key;
  private final StateArray counts;
  private GroupTable rows;
  private ValuesByGroup index;
  private int gone;

  CountedRows(List<Field> fields, BufferAllocator allocator) {
    this.allocator = allocator;
    this.key = new ArrayList<>(List.of(AppendedRows.GROUP));
    this.key.addAll(fields);
    this.rows = new GroupTable(key, allocator);
    this.counts = new StateArray(allocator);
  }

  /// Is told how the occurrences of rows change.
  @FunctionalInterface
  interface Watcher {
    void changed(int i, long before, long after);
  }

  @Override
  public void add(List<Column> columns, GroupedRows added, Change change) {
    add(columns, added, change, (i, before, after) -> {});
  }

  void add(List<Column> columns, GroupedRows added, Change change, Watcher watcher) {
    index = null;
    int[] entries = new int[added.rows().count()];
    int known = rows.groupCount();
    try (Batch batch = AppendedRows.withGroups(columns, added, allocator)) {
      rows.findOrAdd(batch.columns(), Selection.range(entries.length), entries);
    }
    counts.grow(rows.groupCount());
    zero(known, rows.groupCount());
    for (int i = 0; i < entries.length; i++) {
      long before = counts.get(entries[i]);
      long after = before + change.of(i);
      counts.set(entries[i], after);
      gone += (after == 0 ? 1 : 0) - (before == 0 ? 1 : 0);
      watcher.changed(i, before, after);
    }
    if (gone > GONE_MIN && gone > rows.groupCount() / 2) {
      forgetGone();
    }
  }

  // Counts of entries that were here before the last clean-up may stand behind those of today.
  private void zero(int from, int to) {
    for (int entry = from; entry < to; entry++) {
      counts.set(entry, 0);
    }
    gone += to - from;
  }

  // Rows come and go: without this, those of a long stream would all stay in memory.
  private void forgetGone() {
    GroupTable kept = new GroupTable(key, allocator);
    int[] live = new int[rows.groupCount() - gone];
    int count = 0;
    for (int entry = 0; entry < rows.groupCount(); entry++) {
      if (counts.get(entry) != 0) {
        live[count++] = entry;
      }
    }
    int[] moved = new int[count];
    kept.findOrAdd(rows.storedKeys(), new Selection(live, count), moved);
    long[] liveCounts = new long[count];
    for (int i = 0; i < count; i++) {
      liveCounts[moved[i]] = counts.get(live[i]);
    }
    for (int entry = 0; entry < count; entry++) {
      counts.set(entry, liveCounts[entry]);
    }
    rows.close();
    rows = kept;
    gone = 0;
  }

  @Override
  public List<Column> columns() {
    List<Column> all = rows.storedKeys();
    return all.subList(1, all.size());
  }

  @Override
  public Selection entries(int from, int to) {
    return index().entries(from, to);
  }

  @Override
  public int count(int group) {
    return index().count(group);
  }

  private ValuesByGroup index() {
    if (index == null) {
      var groups = (IntVector) rows.storedKeys().getFirst().vector();
      index = ValuesByGroup.of(groups, entry -> counts.get(entry) != 0);
    }
    return index;
  }

  @Override
  public long occurrences(int entry) {
    return counts.get(entry);
  }

  @Override
  public void close() {
    rows.close();
    counts.close();
  }
}
