package dev.wadi.engine.over;

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
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of each partition, chained, and when a partition was touched last.
final class PartitionRows implements AutoCloseable {
  private final List<Integer> partition;
  private final GroupTable table;
  private final RowStore rows;
  // One more than a row's number; 0 is none.
  private final StateArray last;
  private final StateArray previous;
  private final StateArray touchedMillis;

  /// @param partition columns of the rows
  PartitionRows(Schema schema, List<Integer> partition, BufferAllocator allocator) {
    List<Field> fields = schema.getFields();
    this.partition = partition;
    this.table = new GroupTable(partition.stream().map(fields::get).toList(), allocator);
    this.rows = new RowStore(schema, allocator);
    this.last = new StateArray(allocator);
    this.previous = new StateArray(allocator);
    this.touchedMillis = new StateArray(allocator);
  }

  /// The partitions of rows, new ones among them.
  int[] partitionsOf(Batch batch, Selection chosen, long nowMillis) {
    return partitionsOf(partition.stream().map(batch::column).toList(), chosen, nowMillis);
  }

  /// The partitions with keys, new ones among them.
  int[] partitionsOf(List<Column> keys, Selection chosen, long nowMillis) {
    int[] groups = new int[chosen.count()];
    table.findOrAdd(keys, chosen, groups);
    last.grow(table.groupCount());
    touchedMillis.grow(table.groupCount());
    for (int group : groups) {
      touchedMillis.set(group, nowMillis);
    }
    return groups;
  }

  /// Keeps rows of a batch, which is borrowed.
  ///
  /// @param groups the partition of each
  void add(Batch batch, Selection added, int[] groups) {
    int first = rows.add(batch, added);
    previous.grow(rows.rowCount());
    for (int i = 0; i < groups.length; i++) {
      link(groups[i], first + i);
    }
  }

  private void link(int group, int row) {
    previous.set(row, last.get(group));
    last.set(group, row + 1L);
  }

  /// Removes rows of a partition.
  ///
  /// @param removed ascending
  void remove(int group, int[] removed) {
    if (removed.length == 0) {
      return;
    }
    for (int row : removed) {
      rows.drop(row);
    }
    int[] kept = Arrays.stream(of(group)).filter(rows::isLive).toArray();
    last.set(group, 0);
    for (int row : kept) {
      link(group, row);
    }
  }

  /// The rows of a partition, those that came first at first; also those that were dropped since.
  int[] of(int group) {
    int count = 0;
    for (long row = last.get(group); row != 0; row = previous.get((int) row - 1)) {
      count++;
    }
    int[] all = new int[count];
    for (long row = last.get(group); row != 0; row = previous.get((int) row - 1)) {
      all[--count] = (int) row - 1;
    }
    return all;
  }

  /// How many rows there are.
  int rowCount() {
    return rows.liveCount();
  }

  /// The partitions' columns, row i being partition i; borrowed.
  List<Column> keys() {
    return table.storedKeys();
  }

  /// What row numbers mean; borrowed.
  List<Column> columns() {
    return rows.columns();
  }

  /// Rows may get other numbers.
  void cleanUp() {
    if (!rows.mostAreGone()) {
      return;
    }
    int[][] ofGroups = IntStream.range(0, groupCount()).mapToObj(this::of).toArray(int[][]::new);
    int[] moved = rows.compact();
    for (int group = 0; group < ofGroups.length; group++) {
      last.set(group, 0);
      for (int row : ofGroups[group]) {
        link(group, moved[row]);
      }
    }
  }

  int groupCount() {
    return table.groupCount();
  }

  /// The partitions that have rows and were touched since a time.
  int[] touchedSince(long millis) {
    return Arrays.stream(knownSince(millis)).filter(group -> last.get(group) != 0).toArray();
  }

  /// The partitions that were touched since a time, also those without rows.
  int[] knownSince(long millis) {
    return IntStream.range(0, groupCount())
        .filter(group -> touchedMillis.get(group) >= millis)
        .toArray();
  }

  long touchedMillis(int group) {
    return touchedMillis.get(group);
  }

  @Override
  public void close() {
    table.close();
    rows.close();
    last.close();
    previous.close();
    touchedMillis.close();
  }
}
