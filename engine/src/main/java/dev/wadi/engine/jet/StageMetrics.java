package dev.wadi.engine.jet;

import dev.wadi.engine.dataflow.TaskMetrics;

/// What a stage has done so far, over all its subtasks.
///
/// @param stage its name
/// @param rowsIn read by the source or received over edges
/// @param rowsOut sent over edges
/// @param lateRows dropped because their window had been emitted
/// @param watermarkMicros since 1970; `Long.MIN_VALUE` before the first
public record StageMetrics(
    String stage, long rowsIn, long rowsOut, long lateRows, long watermarkMicros) {
  static StageMetrics of(String stage, TaskMetrics metrics) {
    return new StageMetrics(
        stage,
        metrics.rowsIn().sum(),
        metrics.rowsOut().sum(),
        metrics.lateRows().sum(),
        metrics.watermarkMicros().get());
  }
}
