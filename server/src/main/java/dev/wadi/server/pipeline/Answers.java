package dev.wadi.server.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.DataflowPrinter;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers to statements that need no job, as rows for people.
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HASH_LENGTH_SHOWN = 12;

  /// The columns of the answer to ALTER PIPELINE.
  static final List<String> UPGRADE_COLUMNS = List.of("pipeline", "plugin", "from", "to", "state");

  private final Map<String, Connector> connectors;
  private final PluginRegistry plugins;

  Answers(List<Connector> connectors, PluginRegistry plugins) {
    this.plugins = plugins;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::id, Function.identity()));
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
      case Answer.LogicalPlan plan ->
          explained(withPlugins(plan.plan().lines().toList(), plan.pipeline()));
      case Answer.PhysicalPlan plan ->
          explained(withPlugins(stages(plan.pipeline(), parallelism), plan.pipeline()));
    };
  }

  // Below, which plugins a plan uses, and what they may do.
  private List<String> withPlugins(List<String> plan, Pipeline pipeline) {
    List<String> lines = new ArrayList<>(plan);
    for (PluginModule module : plugins.modules()) {
      if (QueryRunner.usesPlugin(pipeline, module.sha256())) {
        lines.add(plugin(module));
      }
    }
    return lines;
  }

  private static String plugin(PluginModule module) {
    List<String> grants = module.grants().shown();
    return "plugin %s%s (sha256:%s)%s"
        .formatted(
            module.name(),
            module.version().isEmpty() ? "" : "@" + module.version(),
            module.sha256().substring(0, HASH_LENGTH_SHOWN),
            grants.isEmpty() ? "" : " granted " + String.join(", ", grants));
  }

  private List<String> stages(Pipeline pipeline, int parallelism) {
    return DataflowPrinter.lines(Dataflow.of(pipeline, connectors, parallelism));
  }

  /// The answer to an EXPLAIN.
  static Answer.Rows explained(List<String> lines) {
    return new Answer.Rows("explain", List.of("plan"), lines.stream().map(List::of).toList());
  }

  /// The answer to ALTER PIPELINE.
  static Answer.Rows upgraded(StoredPipeline pipeline, StoredUpgrade upgrade) {
    List<String> row =
        List.of(
            pipeline.name(),
            upgrade.plugin(),
            "sha256:" + upgrade.from(),
            "sha256:" + upgrade.to(),
            upgrade.state().title());
    return new Answer.Rows("alter pipeline", UPGRADE_COLUMNS, List.of(row));
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
