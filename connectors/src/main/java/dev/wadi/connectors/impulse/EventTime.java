package dev.wadi.connectors.impulse;

import java.time.Clock;
import java.time.Instant;

/// What time it is in the rows of a batch, in nanoseconds since 1970.
sealed interface EventTime {
  /// The time of a batch's first row.
  long first(long counter);

  /// How far it advances with each further row of the batch.
  long step();

  /// A step per row, from 1970 on, so that two runs give the same.
  record Stepping(long step) implements EventTime {
    @Override
    public long first(long counter) {
      return counter * step;
    }
  }

  /// The time at which the batch is made.
  record Real(Clock clock) implements EventTime {
    @Override
    public long first(long counter) {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long step() {
      return 0;
    }
  }
}
