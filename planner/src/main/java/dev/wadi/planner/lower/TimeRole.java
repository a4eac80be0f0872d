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

  /// The same where all columns stand further to the right.
  default TimeRole moved(int offset) {
    return switch (this) {
      case EventTime time -> time;
      case EmittedStart start -> start;
      case EmittedEnd end -> new EmittedEnd(end.startColumn() + offset, end.tumble());
      case OfWindow window ->
          new OfWindow(window.timeColumn() + offset, window.tumble(), window.bound());
    };
  }

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
