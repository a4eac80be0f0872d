package dev.wadi.engine.plan;

/// Which rows come too late for an operator. A row without a time never does.
public sealed interface Lateness {
  /// Those all of whose windows have been emitted for the last time.
  ///
  /// @param window of which the time of a row tells to which it belongs
  /// @param latenessMicros how far the watermark may be past a window's end for a row to count
  record OfWindows(Window window, long latenessMicros) implements Lateness {
    public OfWindows {
      boolean known =
          switch (window) {
            case Window.Tumbling _, Window.Hopping _ -> true;
            case Window.Monthly _, Window.Cumulating _ -> true;
            case Window.Session _, Window.Carried _, Window.WholeInput _ -> false;
          };
      if (!known) {
        throw new IllegalArgumentException("rows are not late for " + window);
      }
    }
  }

  /// Those whose time, with a span added, the watermark has reached.
  ///
  /// @param timeColumn a TIMESTAMP column
  record OfTime(int timeColumn, long plusMicros) implements Lateness {}
}
