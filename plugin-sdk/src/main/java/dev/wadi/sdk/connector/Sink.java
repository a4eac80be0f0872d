package dev.wadi.sdk.connector;

import java.util.List;

/// A writable table. Thread-safe; made anew on each member from the table's definition.
public interface Sink {
  /// How many subtasks may write at most: 1 for a single file or the terminal, `Integer.MAX_VALUE`
  /// if that does not matter.
  int maxParallelism();

  /// Whether writing may block (files, network).
  boolean blocking();

  /// Whether rows may be changed and taken back. If they are, each batch has one more column at its
  /// end, {@link dev.wadi.sdk.batch.ChangeKind#FIELD}, which the table's schema does not have.
  default boolean acceptsChangelog() {
    return false;
  }

  /// The columns, as indexes, by which rows are brought together: all rows with the same values are
  /// written by the same subtask. None if that does not matter.
  default List<Integer> shuffledBy() {
    return List.of();
  }

  /// Opens the sink for one subtask.
  BatchWriter open(WriteContext context);

  /// @param subtask this writer's number, from 0
  /// @param parallelism how many writers there are
  /// @param jobId unique to this run of this pipeline
  /// @param changelog whether rows are changed and taken back
  record WriteContext(int subtask, int parallelism, String jobId, boolean changelog) {}
}
