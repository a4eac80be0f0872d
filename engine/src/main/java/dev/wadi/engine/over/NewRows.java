package dev.wadi.engine.over;

import dev.wadi.sdk.batch.Selection;
import java.util.stream.IntStream;

/// Sorted rows of which some were here before: in each partition these are the first ones.
///
/// @param groups the number of each row's partition
/// @param firstNews the first new row of each row's partition
record NewRows(Partitions partitions, int[] groups, int[] firstNews) {
  /// @param isNew which rows are new
  static NewRows of(Partitions partitions, int[] groups, boolean[] isNew) {
    int[] firstNews = new int[groups.length];
    for (int row = groups.length - 1; row >= 0; row--) {
      int end = partitions.partitionEnd()[row];
      int next = row + 1 < end ? firstNews[row + 1] : end;
      firstNews[row] = isNew[row] ? row : next;
    }
    for (int row = 1; row < groups.length; row++) {
      if (partitions.partitionStart()[row] != row) {
        firstNews[row] = firstNews[row - 1];
      }
    }
    return new NewRows(partitions, groups, firstNews);
  }

  boolean isNew(int row) {
    return row >= firstNews[row];
  }

  int firstNew(int row) {
    return firstNews[row];
  }

  int group(int row) {
    return groups[row];
  }

  /// How many rows of the partition were here before.
  int keptBefore(int row) {
    return firstNews[row] - partitions.partitionStart()[row];
  }

  Selection selection() {
    int[] rows = IntStream.range(0, groups.length).filter(this::isNew).toArray();
    return new Selection(rows, rows.length);
  }
}
