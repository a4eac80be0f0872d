package dev.wadi.engine.dataflow;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import java.util.function.Consumer;

/// Decides which subtasks of one edge get which rows. Rows are not copied: each receiver gets the
/// same columns with a selection of its own.
final class Router {
  private final int ordinal;
  private final Edge edge;
  private final PartitionTable receivers;
  private final Consumer<Message> out;
  private long[] hashes = new long[0];
  private int[] targets = new int[0];

  /// @param ordinal the edge's number among those of the sender
  /// @param receivers who owns which partition
  Router(int ordinal, Edge edge, PartitionTable receivers, Consumer<Message> out) {
    this.ordinal = ordinal;
    this.edge = edge;
    this.receivers = receivers;
    this.out = out;
  }

  /// Takes over a batch.
  void route(Batch batch) {
    switch (edge.routing()) {
      case Edge.Routing.Hash hash -> toOwners(batch, hash.keys());
      case Edge.Routing.Broadcast _ -> toAll(batch);
      case Edge.Routing.Spread _, Edge.Routing.Forward _ ->
          out.accept(new Message.ToAny(ordinal, batch));
    }
  }

  private void toAll(Batch batch) {
    for (int i = 1; i < receivers.parallelism(); i++) {
      batch.retain();
    }
    out.accept(new Message.ToAll(ordinal, batch));
  }

  private void toOwners(Batch batch, List<Integer> keys) {
    if (receivers.parallelism() == 1) {
      out.accept(new Message.ToPartition(ordinal, receivers.anyPartitionOf(0), batch));
      return;
    }
    int[] counts = findTargets(batch, keys);
    for (int target = 0; target < counts.length; target++) {
      if (counts[target] > 0) {
        Batch part = batch.select(rowsOf(batch, target, counts[target]));
        out.accept(new Message.ToPartition(ordinal, receivers.anyPartitionOf(target), part));
      }
    }
    batch.release();
  }

  private int[] findTargets(Batch batch, List<Integer> keys) {
    int rowCount = batch.rowCount();
    if (hashes.length < rowCount) {
      hashes = new long[rowCount];
      targets = new int[rowCount];
    }
    List<Column> columns = keys.stream().map(batch::column).toList();
    RowHash.hash(columns, batch, hashes);
    int[] counts = new int[receivers.parallelism()];
    for (int i = 0; i < rowCount; i++) {
      int target = receivers.subtaskOf(receivers.partitionOf(hashes[i]));
      targets[i] = target;
      counts[target]++;
    }
    return counts;
  }

  private Selection rowsOf(Batch batch, int target, int count) {
    int[] rows = new int[count];
    int next = 0;
    for (int i = 0; next < count; i++) {
      if (targets[i] == target) {
        rows[next++] = batch.row(i);
      }
    }
    return new Selection(rows, count);
  }
}
