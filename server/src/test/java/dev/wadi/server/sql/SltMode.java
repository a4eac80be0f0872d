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
  PARALLEL,
  /// On the engine with checkpoints, cancelled after each feed and gone on with at another
  /// parallelism. Only in {@link KilledSqlTest}: it takes its time.
  KILLED;

  /// How to run it step by step; empty if it runs on the engine.
  Optional<SteppedMode> stepped() {
    return switch (this) {
      case PLAIN, KILLED -> Optional.empty();
      case ROW_BY_ROW -> Optional.of(SteppedMode.ROW_BY_ROW);
      case RESTORED -> Optional.of(SteppedMode.RESTORED);
      case RESCALED -> Optional.of(SteppedMode.RESCALED);
      case PARALLEL -> Optional.of(SteppedMode.PARALLEL);
    };
  }
}
