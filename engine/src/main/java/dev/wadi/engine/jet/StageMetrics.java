package dev.wadi.engine.jet;

import dev.wadi.engine.dataflow.PluginFigures;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.TaskMetrics;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorMetrics;
import java.util.List;
import java.util.stream.IntStream;

/// What a stage has done so far, over all its subtasks.
///
/// @param stage its name
/// @param rowsIn read by the source or received over edges
/// @param rowsOut sent over edges
/// @param batchesIn in which these came in
/// @param bytesIn of their columns
/// @param lateRows dropped because their window had been emitted
/// @param badRows left out because they were malformed, or a function rejected them
/// @param deadLetters those of them that were sent to a table for that
/// @param watermarkMicros since 1970; `Long.MIN_VALUE` before the first
/// @param operators of its chain, in order
/// @param plugins what the plugins measured that it uses
public record StageMetrics(
    String stage,
    long rowsIn,
    long rowsOut,
    long batchesIn,
    long bytesIn,
    long lateRows,
    long badRows,
    long deadLetters,
    long watermarkMicros,
    List<OperatorFigures> operators,
    List<PluginFigures.Figure> plugins) {
  /// @param operator its name
  /// @param rowsIn rows that it got
  /// @param nanos time spent in it, over all subtasks
  public record OperatorFigures(String operator, long rowsIn, long nanos) {
    private OperatorFigures plus(OperatorFigures other) {
      return new OperatorFigures(operator, rowsIn + other.rowsIn, nanos + other.nanos);
    }
  }

  /// Whether there is a watermark: not before the first, and no more when all input has ended.
  public boolean hasWatermark() {
    return watermarkMicros != Long.MIN_VALUE && watermarkMicros < Operator.END_OF_INPUT;
  }

  static StageMetrics of(Stage stage, TaskMetrics metrics) {
    return new StageMetrics(
        stage.name(),
        metrics.rowsIn().sum(),
        metrics.rowsOut().sum(),
        metrics.batchesIn().sum(),
        metrics.bytesIn().sum(),
        metrics.lateRows().sum(),
        metrics.badRows().sum(),
        metrics.deadLetters().sum(),
        metrics.watermarkMicros().get(),
        IntStream.range(0, stage.steps().size())
            .mapToObj(step -> figures(stage.steps().get(step).name(), metrics.operator(step)))
            .toList(),
        metrics.plugins().all());
  }

  /// What the subtasks of two members have done.
  StageMetrics plus(StageMetrics other) {
    return new StageMetrics(
        stage,
        rowsIn + other.rowsIn,
        rowsOut + other.rowsOut,
        batchesIn + other.batchesIn,
        bytesIn + other.bytesIn,
        lateRows + other.lateRows,
        badRows + other.badRows,
        deadLetters + other.deadLetters,
        Math.max(watermarkMicros, other.watermarkMicros),
        IntStream.range(0, operators.size())
            .mapToObj(step -> operators.get(step).plus(other.operators.get(step)))
            .toList(),
        PluginFigures.together(plugins, other.plugins));
  }

  private static OperatorFigures figures(String name, OperatorMetrics metrics) {
    return new OperatorFigures(name, metrics.rowsIn().sum(), metrics.nanos().sum());
  }
}
