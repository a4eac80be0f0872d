package dev.wadi.server.sql;

import dev.wadi.engine.testing.SteppedMode;
import java.util.Optional;

/// How a file is run. All modes have the same expectation.
enum SltMode {
  /// On the engine, with two subtasks.
  PLAIN,
  ROW_BY_ROW,
  RESTORED,
  RESCALED,
  PARALLEL;

  /// How to run it step by step; empty for {@link #PLAIN}.
  Optional<SteppedMode> stepped() {
    return switch (this) {
      case PLAIN -> Optional.empty();
      case ROW_BY_ROW -> Optional.of(SteppedMode.ROW_BY_ROW);
      case RESTORED -> Optional.of(SteppedMode.RESTORED);
      case RESCALED -> Optional.of(SteppedMode.RESCALED);
      case PARALLEL -> Optional.of(SteppedMode.PARALLEL);
    };
  }
}
