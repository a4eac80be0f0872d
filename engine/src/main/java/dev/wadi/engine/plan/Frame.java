package dev.wadi.engine.plan;

import java.math.BigDecimal;

/// The rows around a row that a window function looks at, within its partition.
///
/// @param rows whether offsets count rows; otherwise they are differences of the one order key, in
///   its own unit (microseconds, days, ...), and the current row stands for all its peers
public record Frame(boolean rows, Bound lower, Bound upper) {
  /// All rows of the partition.
  public static final Frame ALL = new Frame(true, new Bound.Unbounded(), new Bound.Unbounded());

  /// One end of a frame.
  public sealed interface Bound {
    /// The partition's first row if it is the lower bound, its last row if it is the upper one.
    record Unbounded() implements Bound {}

    /// @param distance negative before the current row, 0 for the current row, positive behind it
    record Offset(BigDecimal distance) implements Bound {}
  }
}
