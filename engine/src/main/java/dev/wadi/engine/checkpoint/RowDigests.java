package dev.wadi.engine.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.ArrayList;
import java.util.List;

/// The 128-bit hashes of the rows of a state, in their order: 16 bytes a row, in chunks that are
/// never copied. Not changed any more once all rows are there.
final class RowDigests {
  private static final int CHUNK_BITS = 12;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK_ROWS - 1;

  private final List<long[]> chunks = new ArrayList<>();
  private int count;

  void add(HashValue128 hash) {
    if ((count & MASK) == 0) {
      chunks.add(new long[2 * CHUNK_ROWS]);
    }
    long[] chunk = chunks.getLast();
    chunk[2 * (count & MASK)] = hash.getLeastSignificantBits();
    chunk[2 * (count & MASK) + 1] = hash.getMostSignificantBits();
    count++;
  }

  int count() {
    return count;
  }

  /// Half of a row's hash.
  long low(int row) {
    return chunks.get(row >> CHUNK_BITS)[2 * (row & MASK)];
  }

  private long high(int row) {
    return chunks.get(row >> CHUNK_BITS)[2 * (row & MASK) + 1];
  }

  /// Whether a row is the same as one of another state.
  boolean isSame(int row, RowDigests other, int otherRow) {
    return low(row) == other.low(otherRow) && high(row) == other.high(otherRow);
  }
}
