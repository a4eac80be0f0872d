package dev.wadi.engine.plan;

/// How an aggregate cuts its input into windows.
public sealed interface Window {
  /// How many columns the window adds to the output: its start and end, or none.
  int bounds();

  /// Windows of equal width without gaps or overlaps, emitted when the watermark reaches their end.
  /// A row belongs to `[start, start + width)` where `start = offset + k * width`; bounds have the
  /// time column's type. A row whose time is null belongs to no window and is dropped.
  ///
  /// @param timeColumn a TIMESTAMP column of the input
  record Tumbling(int timeColumn, long widthMicros, long offsetMicros) implements Window {
    public Tumbling {
      if (widthMicros <= 0) {
        throw new IllegalArgumentException("width must be positive: " + widthMicros);
      }
    }

    @Override
    public int bounds() {
      return 2;
    }
  }

  /// All of a bounded input, emitted at its end. Without keys there is always one row.
  record WholeInput() implements Window {
    @Override
    public int bounds() {
      return 0;
    }
  }
}
