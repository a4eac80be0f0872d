package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Release;
import java.util.Optional;

/// When the watermark says that all rows with some time have come.
final class Releases {
  private Releases() {}

  /// Empty if the watermark does not speak of the column.
  static Optional<Release> byTime(Relation input, int column) {
    return switch (input.times().get(column)) {
      case TimeRole.EventTime _ -> Optional.of(new Release.ByTime(column, 1));
      case TimeRole.EmittedStart start ->
          Optional.of(new Release.ByTime(column, start.tumble().widthMicros()));
      case TimeRole.EmittedEnd _ -> Optional.of(new Release.ByTime(column, 0));
      case TimeRole.OfWindow _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }
}
