package dev.wadi.sdk.connector;

/// A writable table. Thread-safe; made anew on each member from the table's definition.
public interface Sink {
  /// How many subtasks may write at most: 1 for a single file or the terminal, `Integer.MAX_VALUE`
  /// if that does not matter.
  int maxParallelism();

  /// Whether writing may block (files, network).
  boolean blocking();

  /// Opens the sink for one subtask.
  BatchWriter open(WriteContext context);

  /// @param subtask this writer's number, from 0
  /// @param parallelism how many writers there are
  /// @param jobId unique to this run of this pipeline
  record WriteContext(int subtask, int parallelism, String jobId) {}
}
