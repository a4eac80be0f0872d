package dev.wadi.engine.dataflow;

import dev.wadi.engine.operator.OperatorMetrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// What the subtasks of a stage count together. Thread-safe.
///
/// @param rowsIn rows read by the source or received over edges
/// @param rowsOut rows sent over edges
/// @param batchesIn in which these came in
/// @param bytesIn of their columns
/// @param lateRows rows that came after their window was emitted
/// @param badRows rows that were left out because they were malformed, or a function rejected them
/// @param deadLetters those of them that were sent to a table for that
/// @param watermarkMicros the highest watermark seen, `Long.MIN_VALUE` before the first
/// @param operators of the stage's chain, by step
/// @param plugins what the plugins measure that are used
public record TaskMetrics(
    LongAdder rowsIn,
    LongAdder rowsOut,
    LongAdder batchesIn,
    LongAdder bytesIn,
    LongAdder lateRows,
    LongAdder badRows,
    LongAdder deadLetters,
    LongAccumulator watermarkMicros,
    ConcurrentMap<Integer, OperatorMetrics> operators,
    PluginFigures plugins) {
  public static TaskMetrics create() {
    return new TaskMetrics(
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAccumulator(Math::max, Long.MIN_VALUE),
        new ConcurrentHashMap<>(),
        new PluginFigures());
  }

  /// Of one operator.
  public OperatorMetrics operator(int step) {
    return operators.computeIfAbsent(step, _ -> new OperatorMetrics());
  }
}
