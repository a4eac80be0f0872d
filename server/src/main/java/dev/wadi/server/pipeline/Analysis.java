package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.jet.StageMetrics.OperatorFigures;
import dev.wadi.planner.PlannedScript.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What EXPLAIN ANALYZE says about a job that has ended: the rows of each stage, and below it those
/// of each operator with the time that was spent in it. Reading and sending are not operators.
final class Analysis {
  private Analysis() {}

  /// @param nanos how long the job took
  static Answer.Rows of(List<StageMetrics> stages, long nanos) {
    List<String> lines = new ArrayList<>();
    lines.add("Total: " + millis(nanos));
    for (StageMetrics stage : stages) {
      lines.add(
          "Stage %s: %d rows in, %d rows out%s"
              .formatted(stage.stage(), stage.rowsIn(), stage.rowsOut(), lost(stage)));
      for (OperatorFigures operator : stage.operators()) {
        lines.add(
            "  %s: %d rows in, %s"
                .formatted(name(operator), operator.rowsIn(), millis(operator.nanos())));
      }
    }
    return Answers.explained(lines);
  }

  private static String name(OperatorFigures operator) {
    return operator.operator().isEmpty() ? "values" : operator.operator();
  }

  private static String lost(StageMetrics stage) {
    String late = stage.lateRows() == 0 ? "" : ", %d late".formatted(stage.lateRows());
    return stage.badRows() == 0 ? late : late + ", %d malformed".formatted(stage.badRows());
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
