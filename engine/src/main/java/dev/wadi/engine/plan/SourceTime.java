package dev.wadi.engine.plan;

import dev.wadi.engine.expression.Expression;

/// Where a table's event time and its watermarks come from.
public sealed interface SourceTime {
  /// The table says it.
  ///
  /// @param watermark a TIMESTAMP over the columns read, whose maximum so far is the watermark of a
  ///   split
  /// @param idleMicros for how long a split of a table that never ends may give no rows before it
  ///   no longer holds the others' watermarks back; {@link #NEVER_IDLE} if it always does
  record Declared(Expression watermark, long idleMicros) implements SourceTime {
    public static final long NEVER_IDLE = -1;
  }

  /// The time at which a row is read, one more column of the scan; the watermark follows the clock.
  record Arrival() implements SourceTime {}
}
