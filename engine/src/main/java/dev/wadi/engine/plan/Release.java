package dev.wadi.engine.plan;

/// When an operator that has to see all rows that belong together has seen them.
public sealed interface Release {
  /// At the end of a bounded input.
  record AtEnd() implements Release {}

  /// When the watermark has come to a row's time plus a delay: no row with that time or an earlier
  /// one will come any more.
  ///
  /// @param column a TIMESTAMP column of the input
  record ByTime(int column, long delayMicros) implements Release {}
}
