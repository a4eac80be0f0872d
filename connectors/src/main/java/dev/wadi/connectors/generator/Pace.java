package dev.wadi.connectors.generator;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Says how many rows a generator should make now, so that it keeps a rate and yet makes batches as
/// large as the linger allows. Restored, it goes on at the rate and does not catch up.
public final class Pace {
  private final double nanosPerRow;
  private final long maxWaitNanos;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private final long startRow;

  /// @param rowsPerSecond the rate; positive infinity for as fast as possible
  /// @param maxWaitMillis how long a due row may wait for others
  /// @param nanoClock as System.nanoTime
  /// @param startRow the first row's number
  public Pace(double rowsPerSecond, long maxWaitMillis, LongSupplier nanoClock, long startRow) {
    this.nanosPerRow = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
    this.maxWaitNanos = TimeUnit.MILLISECONDS.toNanos(maxWaitMillis);
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.startRow = startRow;
  }

  /// How many rows to make now.
  ///
  /// @param row the next row's number
  /// @param limit the most that fit into a batch
  /// @return 0 if no row is due, or if the due ones can wait for more
  public int due(long row, int limit) {
    if (nanosPerRow == 0) {
      return limit;
    }
    double elapsed = nanoClock.getAsLong() - startNanos;
    double firstDueAt = (row - startRow) * nanosPerRow;
    if (elapsed < firstDueAt) {
      return 0;
    }
    long due = 1 + (long) ((elapsed - firstDueAt) / nanosPerRow);
    boolean worthIt = due >= limit || elapsed - firstDueAt >= maxWaitNanos;
    return worthIt ? (int) Math.min(due, limit) : 0;
  }
}
