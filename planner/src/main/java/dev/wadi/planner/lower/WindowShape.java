package dev.wadi.planner.lower;

import dev.wadi.planner.lower.TimeRole.Bound;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The shape of windows, without the column whose time they cut.
sealed interface WindowShape {
  long MILLI = 1000;
  long DAY = TimeUnit.DAYS.toMicros(1);
  long DAYS_PER_MONTH_MAX = 31;

  record Tumble(long widthMicros, long offsetMicros) implements WindowShape {}

  record Hop(long slideMicros, long widthMicros, long offsetMicros) implements WindowShape {}

  record Monthly(int slideMonths, int widthMonths) implements WindowShape {
    // Longer than any of them.
    long widthMicrosMax() {
      return widthMonths * DAYS_PER_MONTH_MAX * DAY;
    }
  }

  record Cumulate(long stepMicros, long widthMicros, long offsetMicros) implements WindowShape {}

  record Session(long gapMicros) implements WindowShape {}

  /// Whether a row is in one window only, which follows from its time.
  default boolean followsFromTime() {
    return this instanceof Tumble;
  }

  /// Whether these bounds are enough to tell the windows of a key apart.
  default boolean identifiedBy(Set<Bound> bounds) {
    boolean end = bounds.contains(Bound.END) || bounds.contains(Bound.TIME);
    return switch (this) {
      case Tumble _, Hop _, Monthly _ -> !bounds.isEmpty();
      case Cumulate _ -> end;
      case Session _ -> end && bounds.contains(Bound.START);
    };
  }

  /// Whether the others do not overlap, and no bound of one of these windows lies within one of
  /// them.
  default boolean respects(WindowShape inner) {
    return switch (inner) {
      case Tumble tumble -> respects(tumble);
      case Monthly months ->
          this instanceof Monthly outer
              && months.slideMonths() == months.widthMonths()
              && outer.slideMonths() % months.widthMonths() == 0
              && outer.widthMonths() % months.widthMonths() == 0;
      case Hop _, Cumulate _, Session _ -> false;
    };
  }

  private boolean respects(Tumble inner) {
    return switch (this) {
      case Tumble w -> fits(inner, w.offsetMicros(), w.widthMicros());
      case Hop w -> fits(inner, w.offsetMicros(), w.slideMicros(), w.widthMicros());
      case Monthly _ -> fits(inner, 0, DAY);
      case Cumulate w -> fits(inner, w.offsetMicros(), w.stepMicros());
      case Session _ -> false;
    };
  }

  private static boolean fits(Tumble inner, long offset, long... spans) {
    boolean fits = (offset - inner.offsetMicros()) % inner.widthMicros() == 0;
    for (long span : spans) {
      fits &= span % inner.widthMicros() == 0;
    }
    return fits;
  }

  /// Whether all bounds are whole milliseconds.
  default boolean isInMillis() {
    return switch (this) {
      case Session w -> w.gapMicros() % MILLI == 0;
      case Tumble _, Hop _, Monthly _, Cumulate _ -> respects(new Tumble(MILLI, 0));
    };
  }
}
