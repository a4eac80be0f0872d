package dev.wadi.engine.operator;

import java.util.concurrent.atomic.LongAdder;

/// What one operator did in all subtasks together. Thread-safe.
///
/// @param rowsIn rows that it got
/// @param nanos time spent in it, without the operators that it handed its results to
public record OperatorMetrics(LongAdder rowsIn, LongAdder nanos) {
  public OperatorMetrics() {
    this(new LongAdder(), new LongAdder());
  }
}
