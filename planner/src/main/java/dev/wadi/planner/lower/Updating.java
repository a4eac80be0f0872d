package dev.wadi.planner.lower;

import java.util.concurrent.TimeUnit;

/// How long operators over inputs that never end hold changes back.
final class Updating {
  // As in Arroyo.
  static final long FLUSH_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private Updating() {}
}
