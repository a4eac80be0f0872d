package dev.wadi.engine.evaluation;

/// Which of the rows at hand take a branch, as ascending indexes.
///
/// @param indexes only the first `count` are meaningful
record Positions(int[] indexes, int count) {
  /// The positions of the set bits among the first `count` bits.
  static Positions ofBits(long[] words, int count) {
    int[] indexes = new int[count];
    int found = 0;
    for (int base = 0; base < count; base += 64) {
      int left = count - base;
      long bits = words[base >> 6] & (left >= 64 ? -1L : (1L << left) - 1);
      while (bits != 0) {
        indexes[found++] = base + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
      }
    }
    return new Positions(indexes, found);
  }

  /// The same rows as positions in an outer list of which this is a list of positions.
  ///
  /// @param outer null if both are the same
  Positions within(Positions outer) {
    if (outer == null) {
      return this;
    }
    int[] mapped = new int[count];
    for (int i = 0; i < count; i++) {
      mapped[i] = outer.indexes[indexes[i]];
    }
    return new Positions(mapped, count);
  }
}
