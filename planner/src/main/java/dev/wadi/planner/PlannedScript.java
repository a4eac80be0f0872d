package dev.wadi.planner;

import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.sdk.error.SourcePosition;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// What an SQL text means.
///
/// @param pipeline what is to be run: one sink per table that is inserted into and per bare query;
///   no sinks if the text only defines, lists or explains
/// @param outputs the columns that each sink of the pipeline gets, with the query's own names
/// @param definitions the tables, views and functions that the text creates, in order
/// @param dropped what was defined earlier and is dropped by the text
/// @param definesOnly whether its statements only create and drop; also such that had nothing to
///   do, since they say IF EXISTS or IF NOT EXISTS
/// @param answers of SHOW, DESCRIBE and EXPLAIN, in order
/// @param upgrade what is to be done to a pipeline; the text says nothing else then
/// @param settings what the text sets
/// @param bounded whether the pipeline comes to an end by itself
/// @param analyzed whether the pipeline is to be run for its figures: EXPLAIN ANALYZE
public record PlannedScript(
    Pipeline pipeline,
    List<Schema> outputs,
    List<Definition> definitions,
    List<Definition> dropped,
    boolean definesOnly,
    List<Answer> answers,
    Optional<Upgrade> upgrade,
    PipelineSettings settings,
    boolean bounded,
    boolean analyzed) {
  public PlannedScript {
    outputs = List.copyOf(outputs);
    definitions = List.copyOf(definitions);
    dropped = List.copyOf(dropped);
    answers = List.copyOf(answers);
  }

  /// Something with a name, to be stored.
  ///
  /// @param sql the statement as written; stored definitions come back in {@link
  ///   PlanningContext#definitions}
  public record Definition(Kind kind, String name, String sql) {
    public enum Kind {
      TABLE,
      VIEW,
      FUNCTION;

      static Kind of(ObjectKind kind) {
        return valueOf(kind.name());
      }
    }
  }

  /// A pipeline is to go on with another version of a plugin: ALTER PIPELINE.
  ///
  /// @param pipeline its id or its name
  /// @param version as {@link dev.wadi.sdk.function.PluginReference} has it; empty for the latest
  /// @param position where the statement begins
  public record Upgrade(
      String pipeline, String plugin, Optional<String> version, SourcePosition position) {}

  /// The answer to a statement that reads no data.
  public sealed interface Answer {
    /// Of SHOW and DESCRIBE.
    ///
    /// @param name of the statement, in lower case
    /// @param rows texts, null where there is nothing to say
    record Rows(String name, List<String> columns, List<List<String>> rows) implements Answer {}

    /// Of EXPLAIN.
    ///
    /// @param plan one line per node
    /// @param pipeline what it is the plan of
    record LogicalPlan(String plan, Pipeline pipeline) implements Answer {}

    /// Of EXPLAIN PHYSICAL: the engine has to say what it makes of the pipeline.
    record PhysicalPlan(Pipeline pipeline) implements Answer {}
  }

  /// The plans of all EXPLAIN statements, as text.
  public List<String> explanations() {
    return answers.stream()
        .filter(Answer.LogicalPlan.class::isInstance)
        .map(answer -> ((Answer.LogicalPlan) answer).plan())
        .toList();
  }
}
