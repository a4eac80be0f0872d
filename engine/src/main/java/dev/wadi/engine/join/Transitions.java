package dev.wadi.engine.join;

import java.util.Arrays;

/// Which kept rows got their first match, or lost their last one, by some pairs.
final class Transitions {
  private final long[] rowsAndBefore;
  private int count;

  /// @param pairs how many at most are noted
  Transitions(int pairs) {
    this.rowsAndBefore = new long[pairs];
  }

  @FunctionalInterface
  interface Consumer {
    /// @param matched whether the row has matches now, and had none before; else the other way
    ///   round
    void accept(int row, boolean matched);
  }

  /// Notes that a row takes part in a pair; only the first time counts.
  ///
  /// @param before how many matches it had before this pair
  void note(int row, long before) {
    rowsAndBefore[count++] = (long) row << 32 | (long) count << 1 | (before > 0 ? 1 : 0);
  }

  void forEach(KeptRows kept, Consumer consumer) {
    long[] sorted = Arrays.copyOf(rowsAndBefore, count);
    Arrays.sort(sorted);
    int last = -1;
    for (long entry : sorted) {
      int row = (int) (entry >>> 32);
      boolean had = (entry & 1) != 0;
      boolean has = kept.matches(row) > 0;
      if (row != last && had != has) {
        consumer.accept(row, has);
      }
      last = row;
    }
  }
}
