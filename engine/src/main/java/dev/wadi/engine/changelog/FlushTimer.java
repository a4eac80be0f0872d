package dev.wadi.engine.changelog;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tells when an interval of processing time has passed.
public final class FlushTimer {
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private long startNanos;

  public FlushTimer(long intervalMillis, LongSupplier nanoClock) {
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  /// Whether the interval has passed; if so, the next one starts.
  public boolean due() {
    long now = nanoClock.getAsLong();
    if (now - startNanos < intervalNanos) {
      return false;
    }
    startNanos = now;
    return true;
  }
}
