package dev.wadi.engine.over;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.Arrays;

/// How the results of some partitions differ from those before.
///
/// @param results all rows of the partitions with their results, owned
/// @param gone which of the rows before are not right any more
/// @param removed the numbers of these
/// @param added the rows of the results that take their place, or are new
record OverDifference(
    Batch results,
    boolean[] gone,
    int[] removed,
    byte[] removedKinds,
    int[] added,
    byte[] addedKinds)
    implements AutoCloseable {

  /// @param results taken over
  /// @param origin of each result, as an index into the rows before; -1 for a new row
  /// @param old the numbers of the rows before
  /// @param deleted which of these were taken back
  /// @param differing which results are others than before
  static OverDifference of(
      Batch results, int[] origin, int[] old, boolean[] deleted, boolean[] differing) {
    boolean[] gone = deleted.clone();
    int[] added = new int[origin.length];
    byte[] addedKinds = new byte[origin.length];
    int addedCount = 0;
    for (int i = 0; i < origin.length; i++) {
      boolean isNew = origin[i] < 0;
      if (isNew || differing[i]) {
        ChangeKind kind = isNew ? ChangeKind.INSERT : ChangeKind.UPDATE_AFTER;
        addedKinds[addedCount] = kind.code();
        added[addedCount++] = i;
      }
      if (!isNew && differing[i]) {
        gone[origin[i]] = true;
      }
    }
    int[] removed = new int[old.length];
    byte[] removedKinds = new byte[old.length];
    int removedCount = 0;
    for (int i = 0; i < old.length; i++) {
      if (gone[i]) {
        ChangeKind kind = deleted[i] ? ChangeKind.DELETE : ChangeKind.UPDATE_BEFORE;
        removedKinds[removedCount] = kind.code();
        removed[removedCount++] = old[i];
      }
    }
    return new OverDifference(
        results,
        gone,
        Arrays.copyOf(removed, removedCount),
        removedKinds,
        Arrays.copyOf(added, addedCount),
        addedKinds);
  }

  @Override
  public void close() {
    results.release();
  }
}
