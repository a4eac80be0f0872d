package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.planner.PlannedScript.Answer;
import java.util.ArrayList;
import java.util.List;

/// What EXPLAIN ANALYZE says about a job that has ended.
final class Analysis {
  private Analysis() {}

  static Answer.Rows of(List<StageMetrics> stages) {
    List<String> lines = new ArrayList<>();
    for (StageMetrics stage : stages) {
      lines.add(
          "Stage %s: %,d rows in, %,d out%s"
              .formatted(stage.stage(), stage.rowsIn(), stage.rowsOut(), late(stage)));
    }
    return Answers.explained(lines);
  }

  private static String late(StageMetrics stage) {
    return stage.lateRows() == 0 ? "" : ", %,d late".formatted(stage.lateRows());
  }
}
