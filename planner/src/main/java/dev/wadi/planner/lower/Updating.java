package dev.wadi.planner.lower;

import java.util.concurrent.TimeUnit;

/// How long operators over inputs that never end remember, and hold back.
final class Updating {
  // As in Arroyo.
  static final long TTL_MILLIS = TimeUnit.DAYS.toMillis(1);
  static final long FLUSH_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private Updating() {}
}
