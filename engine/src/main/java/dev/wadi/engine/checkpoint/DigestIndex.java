package dev.wadi.engine.checkpoint;

/// Finds the rows of a state by their hashes. Of rows that are the same, one is found.
final class DigestIndex {
  private final RowDigests rows;
  // Row numbers from 1 on, at the hash's place or behind it; half of the places are free.
  private final int[] places;

  DigestIndex(RowDigests rows) {
    this.rows = rows;
    this.places = new int[Math.max(2, 2 * Integer.highestOneBit(rows.count()) << 1)];
    for (int row = 0; row < rows.count(); row++) {
      int place = place(rows, row);
      if (places[place] == 0) {
        places[place] = row + 1;
      }
    }
  }

  // Where a row stands, or is to stand.
  private int place(RowDigests wanted, int row) {
    int mask = places.length - 1;
    int place = (int) wanted.low(row) & mask;
    while (places[place] != 0 && !rows.isSame(places[place] - 1, wanted, row)) {
      place = place + 1 & mask;
    }
    return place;
  }

  /// The number of a row that is the same as one of another state, or -1.
  int find(RowDigests other, int row) {
    return places[place(other, row)] - 1;
  }
}
