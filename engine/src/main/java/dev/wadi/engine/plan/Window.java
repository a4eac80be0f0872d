package dev.wadi.engine.plan;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// How an aggregate cuts its input into windows. A row whose time is null belongs to no window and
/// is dropped; bounds have the type of the column that they come from.
public sealed interface Window {
  /// The columns of the input that decide which windows a row belongs to.
  List<Integer> columns();

  /// The same windows where the input's columns stand elsewhere.
  Window moved(IntUnaryOperator places);

  /// How many columns the window adds to the output: its start and end, or none.
  default int bounds() {
    return columns().isEmpty() ? 0 : 2;
  }

  private static void requirePositive(long span, String what) {
    if (span <= 0) {
      throw new IllegalArgumentException(what + " must be positive: " + span);
    }
  }

  /// Windows of equal width without gaps or overlaps, emitted when the watermark reaches their end.
  /// A row belongs to `[start, start + width)` where `start = offset + k * width`.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  record Tumbling(int timeColumn, long widthMicros, long offsetMicros) implements Window {
    public Tumbling {
      requirePositive(widthMicros, "width");
    }

    @Override
    public List<Integer> columns() {
      return List.of(timeColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Tumbling(places.applyAsInt(timeColumn), widthMicros, offsetMicros);
    }
  }

  /// Windows of equal width, one starting every slide: `[start, start + width)` where `start =
  /// offset + k * slide`. They overlap if the slide is shorter than the width, and leave gaps if it
  /// is longer. Emitted when the watermark reaches their end, unless they are empty.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  record Hopping(int timeColumn, long slideMicros, long widthMicros, long offsetMicros)
      implements Window {
    public Hopping {
      requirePositive(slideMicros, "slide");
      requirePositive(widthMicros, "width");
    }

    @Override
    public List<Integer> columns() {
      return List.of(timeColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Hopping(places.applyAsInt(timeColumn), slideMicros, widthMicros, offsetMicros);
    }
  }

  /// Windows of calendar months, one starting every some months from January 1970 on: one month
  /// every month, a year every quarter. Otherwise as {@link Hopping}.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  record Monthly(int timeColumn, int slideMonths, int widthMonths) implements Window {
    public Monthly {
      requirePositive(slideMonths, "slide");
      requirePositive(widthMonths, "width");
    }

    @Override
    public List<Integer> columns() {
      return List.of(timeColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Monthly(places.applyAsInt(timeColumn), slideMonths, widthMonths);
    }
  }

  /// Windows that start together and grow by a step up to a width: `[start, start + n * step)`
  /// where `start = offset + k * width`. Emitted when the watermark reaches their end, unless they
  /// are empty.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  /// @param widthMicros of the last of them, a multiple of the step
  record Cumulating(int timeColumn, long stepMicros, long widthMicros, long offsetMicros)
      implements Window {
    public Cumulating {
      requirePositive(stepMicros, "step");
      requirePositive(widthMicros, "width");
      if (widthMicros % stepMicros != 0) {
        throw new IllegalArgumentException("width must be a multiple of the step");
      }
    }

    @Override
    public List<Integer> columns() {
      return List.of(timeColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Cumulating(places.applyAsInt(timeColumn), stepMicros, widthMicros, offsetMicros);
    }
  }

  /// Per key, rows that follow each other closer than a gap: `[first time, last time + gap)`.
  /// Emitted when the watermark reaches the end.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  record Session(int timeColumn, long gapMicros) implements Window {
    public Session {
      requirePositive(gapMicros, "gap");
    }

    @Override
    public List<Integer> columns() {
      return List.of(timeColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Session(places.applyAsInt(timeColumn), gapMicros);
    }
  }

  /// Windows that the rows already carry, as those that an aggregation below has emitted. Emitted
  /// when the watermark reaches their end.
  ///
  /// @param startColumn a TIMESTAMP column of the input
  /// @param endColumn of the same type
  record Carried(int startColumn, int endColumn) implements Window {
    @Override
    public List<Integer> columns() {
      return List.of(startColumn, endColumn);
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return new Carried(places.applyAsInt(startColumn), places.applyAsInt(endColumn));
    }
  }

  /// All of a bounded input, emitted at its end. Without keys there is always one row.
  record WholeInput() implements Window {
    @Override
    public List<Integer> columns() {
      return List.of();
    }

    @Override
    public Window moved(IntUnaryOperator places) {
      return this;
    }
  }
}
