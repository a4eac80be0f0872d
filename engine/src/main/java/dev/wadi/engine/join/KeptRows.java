package dev.wadi.engine.join;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.engine.state.KeyComparison;
import dev.wadi.engine.state.StateArray;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of one side of a join, in columns; rows with the same key are chained. A row that is
/// gone stays in its place until a clean-up, which comes when most rows are gone.
final class KeptRows implements AutoCloseable {
  private static final int GONE_MIN = 4_096;

  private final Schema schema;
  private final List<Integer> keyColumns;
  private final int change;
  private final BufferAllocator allocator;
  private final Expiries expiries;
  private BatchBuilder rows;
  private GroupTable keys;
  // One more than a row's number; 0 is none.
  private final StateArray lastOfKey;
  private final StateArray previous;
  private final StateArray matches;
  private final StateArray expiry;
  private final StateArray hashes;
  private BitSet live = new BitSet();
  private int liveCount;

  /// @param change the column of change kinds, or -1 if rows are never taken back
  KeptRows(
      Schema schema,
      List<Integer> keyColumns,
      int change,
      Expiries expiries,
      BufferAllocator allocator) {
    this.schema = schema;
    this.keyColumns = keyColumns;
    this.change = change;
    this.expiries = expiries;
    this.allocator = allocator;
    this.rows = new BatchBuilder(schema, allocator);
    this.keys = newTable();
    this.lastOfKey = new StateArray(allocator);
    this.previous = new StateArray(allocator);
    this.matches = new StateArray(allocator);
    this.expiry = new StateArray(allocator);
    this.hashes = new StateArray(allocator);
  }

  private GroupTable newTable() {
    List<Field> fields = schema.getFields();
    return new GroupTable(keyColumns.stream().map(fields::get).toList(), allocator);
  }

  int liveCount() {
    return liveCount;
  }

  /// All rows, also those that are gone; borrowed, valid until the next {@link #add}.
  List<Column> columns() {
    return rows.view();
  }

  /// The newest row with each key, or -1. Follow with {@link #before}.
  ///
  /// @param probeKeys columns of the other side
  int[] newest(List<Column> probeKeys, Selection probe) {
    int[] groups = new int[probe.count()];
    keys.find(probeKeys, probe, groups);
    int[] newest = new int[groups.length];
    for (int i = 0; i < groups.length; i++) {
      newest[i] = groups[i] < 0 ? -1 : live((int) lastOfKey.get(groups[i]) - 1);
    }
    return newest;
  }

  /// The next older row with the same key, or -1.
  int before(int row) {
    return live((int) previous.get(row) - 1);
  }

  private int live(int row) {
    int found = row;
    while (found >= 0 && !live.get(found)) {
      found = (int) previous.get(found) - 1;
    }
    return found;
  }

  /// How many rows of the other side a row matches.
  long matches(int row) {
    return matches.get(row);
  }

  void setMatches(int row, long count) {
    matches.set(row, count);
  }

  long expiry(int row) {
    return expiry.get(row);
  }

  /// Keeps rows.
  ///
  /// @param batch borrowed
  /// @param matching how many rows of the other side each physical row matches
  /// @param expiring when each of the rows expires, in their order
  void add(Batch batch, Selection added, long[] matching, long[] expiring) {
    cleanUpIfMostAreGone();
    int first = rows.rowCount();
    rows.append(batch, added);
    int count = rows.rowCount();
    int[] groups = new int[added.count()];
    keys.findOrAdd(columns(batch, keyColumns), added, groups);
    grow(count);
    long[] rowHashes = change < 0 ? null : rowHashes(batch, added);
    for (int i = 0; i < groups.length; i++) {
      int row = first + i;
      previous.set(row, lastOfKey.get(groups[i]));
      lastOfKey.set(groups[i], row + 1L);
      matches.set(row, matching[added.row(i)]);
      expiry.set(row, expiring[i]);
      expiries.add(expiring[i], row);
      if (change >= 0) {
        hashes.set(row, rowHashes[i]);
      }
    }
    live.set(first, count);
    liveCount += groups.length;
  }

  private void grow(int count) {
    lastOfKey.grow(keys.groupCount());
    previous.grow(count);
    matches.grow(count);
    expiry.grow(count);
    if (change >= 0) {
      hashes.grow(count);
    }
  }

  private static List<Column> columns(Batch batch, List<Integer> indexes) {
    return indexes.stream().map(batch::column).toList();
  }

  private long[] rowHashes(Batch batch, Selection chosen) {
    long[] result = new long[chosen.count()];
    try (Batch part = batch.select(chosen)) {
      List<Column> columns = new ArrayList<>(part.columns());
      columns.remove(change);
      RowHash.hash(columns, part, result);
    }
    return result;
  }

  /// Removes one row for each of some rows: the newest that equals it but for the change kind. One
  /// that is not here was forgotten before.
  void remove(Batch batch, Selection removed) {
    if (removed.count() == 0) {
      return;
    }
    int[] candidates = newest(columns(batch, keyColumns), removed);
    long[] rowHashes = rowHashes(batch, removed);
    List<Column> stored = columns();
    List<KeyComparison.Equality> equalities = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      if (i != change) {
        equalities.add(KeyComparison.equality(batch.column(i), stored.get(i)));
      }
    }
    for (int i = 0; i < candidates.length; i++) {
      int row = removed.row(i);
      int candidate = live(candidates[i]);
      while (candidate >= 0
          && !(hashes.get(candidate) == rowHashes[i] && equal(equalities, row, candidate))) {
        candidate = before(candidate);
      }
      if (candidate >= 0) {
        drop(candidate);
      }
    }
  }

  private static boolean equal(List<KeyComparison.Equality> equalities, int row, int stored) {
    for (KeyComparison.Equality equality : equalities) {
      if (!equality.test(row, stored)) {
        return false;
      }
    }
    return true;
  }

  /// A row counts no more.
  void drop(int row) {
    live.clear(row);
    liveCount--;
  }

  boolean isLive(int row) {
    return live.get(row);
  }

  /// Rows that have expired and were not dropped before; they are still here.
  ///
  /// @param most how many at least stop the search
  int[] expired(long now, int most) {
    return Arrays.stream(expiries.take(now, most)).filter(live::get).toArray();
  }

  boolean anyExpired(long now) {
    return expiries.any(now);
  }

  /// The rows that count, ascending.
  Selection liveRows() {
    int[] all = live.stream().toArray();
    return new Selection(all, all.length);
  }

  /// Frees the places of rows that are gone, if that is worth it: rows get other numbers.
  void cleanUpIfMostAreGone() {
    int gone = rows.rowCount() - liveCount;
    if (gone < GONE_MIN || gone < liveCount) {
      return;
    }
    Selection kept = liveRows();
    BatchBuilder oldRows = rows;
    GroupTable oldKeys = keys;
    try (Batch all = oldRows.build()) {
      long[] matching = new long[all.physicalRowCount()];
      long[] expiring = new long[kept.count()];
      for (int i = 0; i < kept.count(); i++) {
        matching[kept.row(i)] = matches.get(kept.row(i));
        expiring[i] = expiry.get(kept.row(i));
      }
      rows = new BatchBuilder(schema, allocator);
      keys = newTable();
      expiries.clear();
      List.of(lastOfKey, previous, matches, expiry, hashes).forEach(StateArray::close);
      live = new BitSet();
      liveCount = 0;
      if (kept.count() > 0) {
        add(all, kept, matching, expiring);
      }
    } finally {
      oldRows.close();
      oldKeys.close();
    }
  }

  @Override
  public void close() {
    rows.close();
    keys.close();
    List.of(lastOfKey, previous, matches, expiry, hashes).forEach(StateArray::close);
  }
}
