package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.Window;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// How windows are cut into slices, so that each row is aggregated once however many windows it
/// belongs to: a slice lies wholly within each window that it meets.
sealed interface Slicing {
  /// In place of the end of a window that there is not.
  long NONE = Long.MIN_VALUE;

  /// The month from which months are counted.
  long JANUARY_1970 = 0;

  static Slicing of(Window window) {
    return switch (window) {
      case Window.Tumbling w -> new Sliding(w.widthMicros(), w.widthMicros(), w.offsetMicros());
      case Window.Hopping w -> new Sliding(w.slideMicros(), w.widthMicros(), w.offsetMicros());
      case Window.Monthly w ->
          new Monthly(new Sliding(w.slideMonths(), w.widthMonths(), JANUARY_1970));
      case Window.Cumulating w -> new Growing(w.stepMicros(), w.widthMicros(), w.offsetMicros());
      case Window.Carried _, Window.Session _, Window.WholeInput _ -> new Separate();
    };
  }

  /// The slice that a time lies in.
  Span sliceAt(long micros);

  /// The end of the last window that contains a slice, or {@link #NONE} if there is none.
  long lastEnd(Span slice);

  /// The end of the first window that contains a slice and ends later than a time, or {@link
  /// #NONE}.
  long nextEnd(Span slice, long afterMicros);

  /// The window that contains a slice and ends at a time.
  Span window(Span slice, long endMicros);

  /// Each slice is a window of its own, and known without looking at a time.
  record Separate() implements Slicing {
    @Override
    public Span sliceAt(long micros) {
      throw new IllegalStateException("rows carry their window");
    }

    @Override
    public long lastEnd(Span slice) {
      return slice.endMicros();
    }

    @Override
    public long nextEnd(Span slice, long afterMicros) {
      return slice.endMicros() > afterMicros ? slice.endMicros() : NONE;
    }

    @Override
    public Span window(Span slice, long endMicros) {
      return slice;
    }
  }

  /// A window of some width every slide. Where the slide does not divide the width, windows end
  /// between the starts of others: then there are two slices per slide.
  record Sliding(long slide, long width, long offset) implements Slicing {
    @Override
    public Span sliceAt(long micros) {
      long start = slideAt(micros);
      long cut = start + width % slide;
      if (cut == start) {
        return new Span(start, start + slide);
      }
      return micros < cut ? new Span(start, cut) : new Span(cut, start + slide);
    }

    private long slideAt(long micros) {
      return micros - Math.floorMod(micros - offset, slide);
    }

    @Override
    public long lastEnd(Span slice) {
      long end = slideAt(slice.startMicros()) + width;
      // Between windows that are further apart than they are wide there may be rows, too.
      return end > slice.startMicros() ? end : NONE;
    }

    @Override
    public long nextEnd(Span slice, long afterMicros) {
      if (lastEnd(slice) <= afterMicros) {
        return NONE;
      }
      long after = Math.max(slice.startMicros(), afterMicros);
      long end = after - Math.floorMod(after - offset - width, slide) + slide;
      return end - width <= slice.startMicros() ? end : NONE;
    }

    @Override
    public Span window(Span slice, long endMicros) {
      return new Span(endMicros - width, endMicros);
    }
  }

  /// Windows that start together and grow by a step until they reach a width.
  record Growing(long step, long width, long offset) implements Slicing {
    @Override
    public Span sliceAt(long micros) {
      long start = micros - Math.floorMod(micros - offset, step);
      return new Span(start, start + step);
    }

    private long firstStart(Span slice) {
      return slice.startMicros() - Math.floorMod(slice.startMicros() - offset, width);
    }

    @Override
    public long lastEnd(Span slice) {
      return firstStart(slice) + width;
    }

    @Override
    public long nextEnd(Span slice, long afterMicros) {
      if (lastEnd(slice) <= afterMicros) {
        return NONE;
      }
      long later = afterMicros < slice.startMicros() ? slice.startMicros() : afterMicros;
      return sliceAt(later).endMicros();
    }

    @Override
    public Span window(Span slice, long endMicros) {
      return new Span(firstStart(slice), endMicros);
    }
  }

  /// Slices whose bounds are beginnings of months.
  ///
  /// @param months in whose place of microseconds are months since 1970
  record Monthly(Slicing months) implements Slicing {
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    @Override
    public Span sliceAt(long micros) {
      return inMicros(months.sliceAt(month(micros)));
    }

    @Override
    public long lastEnd(Span slice) {
      return begin(months.lastEnd(inMonths(slice)));
    }

    // Begins later than a time: what is a month later than the one that the time lies in.
    @Override
    public long nextEnd(Span slice, long afterMicros) {
      return begin(months.nextEnd(inMonths(slice), month(afterMicros)));
    }

    @Override
    public Span window(Span slice, long endMicros) {
      return inMicros(months.window(inMonths(slice), month(endMicros)));
    }

    private static Span inMonths(Span micros) {
      return new Span(month(micros.startMicros()), month(micros.endMicros()));
    }

    private static Span inMicros(Span months) {
      return new Span(begin(months.startMicros()), begin(months.endMicros()));
    }

    private static long month(long micros) {
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
      return ChronoUnit.MONTHS.between(LocalDate.EPOCH, day.withDayOfMonth(1));
    }

    private static long begin(long month) {
      return month == NONE
          ? NONE
          : Math.multiplyExact(LocalDate.EPOCH.plusMonths(month).toEpochDay(), DAY);
    }
  }
}
