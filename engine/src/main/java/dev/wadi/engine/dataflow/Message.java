package dev.wadi.engine.dataflow;

import dev.wadi.sdk.batch.Batch;

/// What a task sends.
public sealed interface Message {
  /// Rows for one subtask.
  ///
  /// @param ordinal which outgoing edge
  /// @param partition a partition that the receiving subtask owns
  record ToPartition(int ordinal, int partition, Batch batch) implements Message {}

  /// Rows for all subtasks; the batch carries one reference per receiver.
  record ToAll(int ordinal, Batch batch) implements Message {}

  /// Rows for any subtask.
  record ToAny(int ordinal, Batch batch) implements Message {}

  /// A watermark for all subtasks of all edges.
  record Mark(long micros) implements Message {}

  /// To all subtasks of all edges: do not wait for this one's watermarks until it sends again.
  record Idle() implements Message {}
}
