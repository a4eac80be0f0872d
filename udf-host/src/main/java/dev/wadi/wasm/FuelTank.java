package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import java.util.concurrent.TimeUnit;

/// Bounds what one batch may do. Guest code burns one unit per loop iteration and call, whatever
/// machine it runs on, so a batch that runs out of fuel runs out of it everywhere.
///
/// Fuel is handed out in slices; between two slices the wall clock is looked at, which is the
/// watchdog for work that fuel measures badly. Small batches never get there and never read the
/// clock.
final class FuelTank {
  private static final int SLICE = 1 << 14;

  private final long fuelPerBatch;
  private final long nanosPerBatch;
  private int slice;
  private long left;
  private long startNanos;
  private boolean clockStarted;

  FuelTank(PluginLimits limits) {
    this.fuelPerBatch = limits.fuelPerBatch();
    this.nanosPerBatch = TimeUnit.MILLISECONDS.toNanos(limits.batchMillis());
    refill();
  }

  /// A full tank for the next batch.
  void refill() {
    refill(fuelPerBatch);
  }

  /// A tank of the given size.
  void refill(long fuel) {
    left = fuel;
    slice = 0;
    clockStarted = false;
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
          "it used up the %,d loop iterations and calls that a batch may take"
              .formatted(fuelPerBatch));
    }
    checkClock();
    slice = (int) Math.min(SLICE, left);
    left -= slice;
  }

  private void checkClock() {
    long now = System.nanoTime();
    if (!clockStarted) {
      clockStarted = true;
      startNanos = now;
    } else if (now - startNanos > nanosPerBatch) {
      throw new GuestFailure(
          ErrorCode.PLUGIN_TIMEOUT,
          "it ran longer than the %,d ms that a batch may take"
              .formatted(TimeUnit.NANOSECONDS.toMillis(nanosPerBatch)));
    }
  }
}
