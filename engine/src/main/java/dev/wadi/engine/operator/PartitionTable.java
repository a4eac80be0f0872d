package dev.wadi.engine.operator;

import java.util.Arrays;

/// Which subtask of a stage owns which partition. Keys are hashed to a fixed number of partitions,
/// so that a job changes its parallelism by moving partitions, never by rehashing.
public final class PartitionTable {
  private final int[] subtaskOfPartition;
  private final int[] partitionOfSubtask;

  /// @param subtaskOfPartition the owner of each partition
  /// @param parallelism how many subtasks there are
  public PartitionTable(int[] subtaskOfPartition, int parallelism) {
    this.subtaskOfPartition = subtaskOfPartition.clone();
    this.partitionOfSubtask = new int[parallelism];
    Arrays.fill(partitionOfSubtask, -1);
    for (int partition = 0; partition < subtaskOfPartition.length; partition++) {
      partitionOfSubtask[subtaskOfPartition[partition]] = partition;
    }
    if (Arrays.stream(partitionOfSubtask).anyMatch(partition -> partition < 0)) {
      throw new IllegalArgumentException("a subtask owns no partition");
    }
  }

  /// Partitions dealt out in turn, as Jet does it on a single member.
  public static PartitionTable roundRobin(int partitionCount, int parallelism) {
    int[] owners = new int[partitionCount];
    Arrays.setAll(owners, partition -> partition % parallelism);
    return new PartitionTable(owners, parallelism);
  }

  public int parallelism() {
    return partitionOfSubtask.length;
  }

  public int partitionOf(long hash) {
    return Math.floorMod(hash, subtaskOfPartition.length);
  }

  public int subtaskOf(int partition) {
    return subtaskOfPartition[partition];
  }

  /// Some partition that the subtask owns: the address on a batch sent to it.
  public int anyPartitionOf(int subtask) {
    return partitionOfSubtask[subtask];
  }
}
