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
      case TimeRole.Carried carried -> ofWindow(carried, column);
      case TimeRole.OfWindow of
          when input.times().get(of.window().timeColumn()) instanceof TimeRole.EventTime ->
          byBound(of.bound(), of.window().shape(), column);
      case TimeRole.OfWindow _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private static Optional<Release> ofWindow(TimeRole.Carried carried, int column) {
    if (carried.origin() == TimeRole.Origin.UNORDERED) {
      return Optional.empty();
    }
    return byBound(carried.bound(), carried.shape(), column);
  }

  private static Optional<Release> byBound(TimeRole.Bound bound, WindowShape shape, int column) {
    return switch (bound) {
      case END -> Optional.of(new Release.ByTime(column, 0));
      case TIME -> Optional.of(new Release.ByTime(column, WindowShape.MILLI));
      case START -> width(shape).map(width -> new Release.ByTime(column, width));
    };
  }

  /// Whether all rows with a time have come when the watermark says so, whatever the watermark: it
  /// is so with windows that an aggregation emitted.
  static boolean neverLate(Relation input, int column) {
    return input.times().get(column) instanceof TimeRole.Carried carried
        && carried.origin() == TimeRole.Origin.EMITTED;
  }

  // How long windows with this start may be.
  private static Optional<Long> width(WindowShape shape) {
    return switch (shape) {
      case WindowShape.Tumble tumble -> Optional.of(tumble.widthMicros());
      case WindowShape.Hop hop -> Optional.of(hop.widthMicros());
      case WindowShape.Monthly months -> Optional.of(months.widthMicrosMax());
      case WindowShape.Cumulate cumulate -> Optional.of(cumulate.widthMicros());
      case WindowShape.Session _ -> Optional.empty();
    };
  }
}
