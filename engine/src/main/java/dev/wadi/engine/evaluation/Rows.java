package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;

/// The rows of a batch that a node computes, in ascending order: either some physical rows, or a
/// dense range that starts at a multiple of 64 so that bitmaps are read by words.
///
/// @param physical row numbers, or null for a dense range
/// @param from the first entry of `physical`, or the first row of the dense range
/// @param count how many rows
record Rows(Batch batch, int[] physical, int from, int count) {
  Rows {
    assert physical != null || (from & 63) == 0 : from;
  }

  boolean isDense() {
    return physical == null;
  }

  /// The physical row of the i-th row.
  int row(int i) {
    return physical == null ? from + i : physical[from + i];
  }

  /// The rows at ascending positions of these.
  Rows at(Positions positions) {
    int[] rows = new int[positions.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(positions.indexes()[i]);
    }
    return new Rows(batch, rows, 0, rows.length);
  }
}
