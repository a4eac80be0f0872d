package dev.wadi.server.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.DataflowPrinter;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.server.output.RowReceiver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers to statements that need no job, as rows for people.
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Connector> connectors;

  Answers(List<Connector> connectors) {
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::name, Function.identity()));
  }

  /// The answers of a script, in order.
  ///
  /// @param parallelism of its pipeline
  List<Answer.Rows> of(PlannedScript script, int parallelism) {
    return script.answers().stream().map(answer -> rows(answer, parallelism)).toList();
  }

  private Answer.Rows rows(Answer answer, int parallelism) {
    return switch (answer) {
      case Answer.Rows rows -> rows;
      case Answer.LogicalPlan plan -> explained(plan.plan().lines().toList());
      case Answer.PhysicalPlan plan -> explained(stages(plan.pipeline(), parallelism));
    };
  }

  private List<String> stages(Pipeline pipeline, int parallelism) {
    return DataflowPrinter.lines(Dataflow.of(pipeline, connectors, parallelism));
  }

  /// The answer to an EXPLAIN.
  static Answer.Rows explained(List<String> lines) {
    return new Answer.Rows("explain", List.of("plan"), lines.stream().map(List::of).toList());
  }

  /// Hands an answer's rows on as those of a query.
  static void send(Answer.Rows answer, RowReceiver receiver) {
    for (List<String> row : answer.rows()) {
      ObjectNode json = JSON.createObjectNode();
      for (int i = 0; i < row.size(); i++) {
        json.put(answer.columns().get(i), row.get(i));
      }
      receiver.row(answer.name(), null, json.toString().getBytes(StandardCharsets.UTF_8));
    }
    receiver.flush();
  }
}
