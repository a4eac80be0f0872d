package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Selection;
import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;

/// Rows of a batch that are to be left out because a function rejected them. Whoever evaluates
/// expressions asks for them after each batch.
public final class DroppedRows {
  private final BitSet rows = new BitSet();
  private final LongAdder counter;

  /// @param counter counts rows that are left out
  public DroppedRows(LongAdder counter) {
    this.counter = counter;
  }

  /// @param row a physical row of the batch
  void add(int row) {
    rows.set(row);
  }

  /// Takes the rows out of a selection, and counts them.
  ///
  /// @param selection physical rows, or null for all of them
  /// @return the same selection if nothing is to be left out
  public Selection takeFrom(Selection selection, int physicalRowCount) {
    if (rows.isEmpty()) {
      return selection;
    }
    Selection all = selection == null ? Selection.range(physicalRowCount) : selection;
    int[] left = new int[all.count()];
    int count = 0;
    for (int i = 0; i < all.count(); i++) {
      left[count] = all.row(i);
      count += rows.get(all.row(i)) ? 0 : 1;
    }
    counter.add(rows.cardinality());
    rows.clear();
    return new Selection(left, count);
  }
}
