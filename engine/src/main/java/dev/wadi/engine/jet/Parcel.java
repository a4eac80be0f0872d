package dev.wadi.engine.jet;

import dev.wadi.sdk.batch.Batch;

/// Rows on their way between the members of a run, or to another processor of the same member.
///
/// @param execution the run on the member where the parcel is now; null if it is over there, and
///   then there are no rows
/// @param edge which edge of the dataflow
/// @param target the subtask that gets the rows, or {@link #ALL}
/// @param address a partition of Jet's that the target's processor has, 0 for all
/// @param batch the rows; null if the run is over
record Parcel(Execution execution, int edge, int target, int address, Batch batch) {
  static final int ALL = -1;

  void release() {
    if (batch != null) {
      batch.release();
    }
  }

  /// @throws IllegalStateException if the rows have gone astray
  void requireFor(int subtask) {
    if (target != subtask && target != ALL) {
      throw new IllegalStateException(
          "rows for subtask %d of edge %d have come to subtask %d"
              .formatted(target, edge, subtask));
    }
  }
}
