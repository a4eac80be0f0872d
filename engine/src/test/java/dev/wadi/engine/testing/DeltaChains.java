package dev.wadi.engine.testing;

import dev.wadi.engine.checkpoint.DeltaLimits;

/// Has checkpoints of tests tell what has changed, however little state there is.
public final class DeltaChains {
  /// Each state that may be a delta is one, until there are some in a row.
  public static final DeltaLimits LIMITS = new DeltaLimits(0, 5, 1_000_000);

  private DeltaChains() {}
}
