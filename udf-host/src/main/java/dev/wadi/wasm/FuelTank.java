package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import java.util.concurrent.TimeUnit;

/// Bounds what one batch may do. Guest code burns one unit per loop iteration and call, whatever
/// machine it runs on, so a batch that runs out of fuel runs out of it everywhere.
///
/// Fuel is handed out in slices; between two slices the wall clock is looked at, which is the
/// watchdog for work that fuel measures badly: an iteration may run a few instructions or a method
/// of 64 KiB. So the first slice of a batch is small, and slices grow only while they take no time.
final class FuelTank {
  private static final int FIRST_SLICE = 1 << 8;
  private static final int LAST_SLICE = 1 << 16;
  private static final long LONG_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final long fuelPerBatch;
  private final long nanosPerBatch;
  private int slice;
  private int nextSlice;
  private long left;
  private long nanosAllowed;
  private long startNanos;
  private long sliceNanos;
  private boolean clockStarted;
  private long pauseNanos;

  FuelTank(PluginLimits limits) {
    this.fuelPerBatch = limits.fuelPerBatch();
    this.nanosPerBatch = TimeUnit.MILLISECONDS.toNanos(limits.batchMillis());
    refill();
  }

  /// A full tank for the next batch.
  void refill() {
    refill(fuelPerBatch, nanosPerBatch);
  }

  /// A tank of the given size, and a clock.
  void refill(long fuel, long nanos) {
    left = fuel;
    nanosAllowed = nanos;
    slice = 0;
    nextSlice = FIRST_SLICE;
    clockStarted = false;
  }

  /// Stops the clock, because the batch goes on only later.
  void pause() {
    pauseNanos = System.nanoTime();
  }

  /// Starts the clock again.
  void resume() {
    long away = System.nanoTime() - pauseNanos;
    startNanos += away;
    sliceNanos += away;
  }

  /// Units burnt since the tank was filled.
  long burnt() {
    return fuelPerBatch - left - slice;
  }

  void burn() {
    if (--slice < 0) {
      nextSlice();
    }
  }

  void burn(int units) {
    slice -= units;
    if (slice < 0) {
      nextSlice();
    }
  }

  private void nextSlice() {
    left += slice;
    slice = 0;
    if (left <= 0) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_TIMEOUT,
          "it used up the %,d loop iterations and calls that a batch may take",
          fuelPerBatch);
    }
    checkClock();
    slice = (int) Math.min(nextSlice, left);
    left -= slice;
  }

  /// How much time is left of the batch; negative if none is.
  long remainingNanos() {
    long now = System.nanoTime();
    if (!clockStarted) {
      clockStarted = true;
      startNanos = now;
      sliceNanos = now;
    }
    return nanosAllowed - (now - startNanos);
  }

  private void checkClock() {
    long now = System.nanoTime();
    if (!clockStarted) {
      clockStarted = true;
      startNanos = now;
    } else if (now - startNanos > nanosAllowed) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_TIMEOUT,
          "it ran longer than the %,d ms that a batch may take",
          TimeUnit.NANOSECONDS.toMillis(nanosAllowed));
    } else {
      adaptTo(now - sliceNanos);
    }
    sliceNanos = now;
  }

  private void adaptTo(long nanos) {
    nextSlice =
        nanos < LONG_SLICE_NANOS ? Math.min(2 * nextSlice, LAST_SLICE) : Math.max(nextSlice / 2, 1);
  }
}
