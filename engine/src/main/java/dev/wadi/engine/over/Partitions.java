package dev.wadi.engine.over;

import dev.wadi.engine.order.RowOrder;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayList;
import java.util.List;

/// Sorted rows, cut into partitions and peers: rows of a partition that are equal in all order
/// keys. Entry i of each array is about row i; ends are exclusive.
record Partitions(
    Batch rows, int[] partitionStart, int[] partitionEnd, int[] peerStart, int[] peerEnd) {

  /// @param rows dense, sorted by the partition's columns, then by the order keys
  static Partitions of(Batch rows, List<Integer> partition, List<SortKey> order) {
    int count = rows.rowCount();
    RowOrder partitions = RowOrder.of(rows.columns(), ascending(partition));
    RowOrder peers = RowOrder.of(rows.columns(), order);
    int[] partitionStart = new int[count];
    int[] peerStart = new int[count];
    for (int row = 1; row < count; row++) {
      boolean samePartition = partitions.compare(row - 1, row) == 0;
      partitionStart[row] = samePartition ? partitionStart[row - 1] : row;
      boolean peer = samePartition && peers.compare(row - 1, row) == 0;
      peerStart[row] = peer ? peerStart[row - 1] : row;
    }
    return new Partitions(rows, partitionStart, ends(partitionStart), peerStart, ends(peerStart));
  }

  /// The keys that make rows of a partition lie together, in their order.
  static List<SortKey> sorting(List<Integer> partition, List<SortKey> order) {
    List<SortKey> keys = new ArrayList<>(ascending(partition));
    order.stream().filter(key -> !partition.contains(key.column())).forEach(keys::add);
    return keys;
  }

  private static List<SortKey> ascending(List<Integer> columns) {
    return columns.stream().map(column -> new SortKey(column, false, false)).toList();
  }

  private static int[] ends(int[] starts) {
    int[] ends = new int[starts.length];
    for (int row = starts.length - 1; row >= 0; row--) {
      boolean last = row == starts.length - 1 || starts[row + 1] != starts[row];
      ends[row] = last ? row + 1 : ends[row + 1];
    }
    return ends;
  }

  int count() {
    return partitionStart.length;
  }
}
