package dev.wadi.planner.lower;

/// What a TIMESTAMP column says about event time.
sealed interface TimeRole {
  /// The watermark speaks of this column: no row earlier than it will come.
  record EventTime() implements TimeRole {}

  /// The start of windows that were emitted when the watermark reached their end.
  record EmittedStart(Tumble tumble) implements TimeRole {}

  /// Their end. As every later window ends later, it is as good as an event time.
  record EmittedEnd(int startColumn, Tumble tumble) implements TimeRole {}

  /// A bound of the window that the row will belong to, by its time column.
  record OfWindow(int timeColumn, Tumble tumble, Bound bound) implements TimeRole {}

  enum Bound {
    START,
    END
  }

  /// The windows' shape.
  record Tumble(long widthMicros, long offsetMicros) {
    /// Whether every one of the other windows lies within one of these.
    boolean covers(Tumble inner) {
      return widthMicros % inner.widthMicros == 0
          && (offsetMicros - inner.offsetMicros) % inner.widthMicros == 0;
    }
  }
}
