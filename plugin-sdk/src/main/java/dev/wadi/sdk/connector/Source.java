package dev.wadi.sdk.connector;

import java.util.List;

/// A readable table. Thread-safe; made anew on each member from the table's definition.
public interface Source {
  /// Whether the table ends.
  boolean bounded();

  /// Whether {@link SplitReader#poll} may block (files, network). Such readers get a thread of
  /// their own; the others share the engine's and must return within about 1 ms.
  boolean blocking();

  /// Whether rows are changed and taken back. If they are, each batch has one more column at its
  /// end, {@link dev.wadi.sdk.batch.ChangeKind#FIELD}, which the table's schema does not have. A
  /// row and what takes it back come from the same split, in this order.
  default boolean changelog() {
    return false;
  }

  /// Whether malformed records are left out, of which {@link ReadContext#leftOut} is told then.
  default boolean leavesOut() {
    return false;
  }

  /// Whether each row has a time besides its columns: when it was written to the outside system,
  /// say. It is the event time of a table that declares none. When {@link ReadContext#times} asks
  /// for it, batches have it as their last column, a TIMESTAMP without nulls. Never of a {@link
  /// #changelog}.
  default boolean tellsTime() {
    return false;
  }

  /// The independent parts of the table, in a stable order. Called once when a job starts.
  ///
  /// @param parallelism how many subtasks will read; a source that can divide itself at will makes
  ///   as many splits
  List<Split> splits(int parallelism);

  /// Opens one split for one subtask.
  SplitReader open(Split split, ReadContext context);

  /// A part of a source, small enough to travel in a plan.
  ///
  /// @param id unique within the source, stable over restarts
  /// @param position where to read from, in the source's own words (as {@link
  ///   SplitReader#position()} gave it), or "" for the start
  record Split(String id, String position) {
    public Split at(String newPosition) {
      return new Split(id, newPosition);
    }
  }
}
