package dev.wadi.planner;

import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.Lowering.Lowered;
import dev.wadi.planner.resolve.ResolvedScript;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// What an SQL text means.
///
/// @param pipeline what is to be run: one sink per INSERT and per bare query; no sinks if the text
///   only defines or explains
/// @param outputs the columns that each sink of the pipeline gets, with the query's own names
/// @param definitions the tables and views that the text creates, in order
/// @param explanations the plan of each EXPLAIN, as text
/// @param bounded whether the pipeline comes to an end by itself
public record PlannedScript(
    Pipeline pipeline,
    List<Schema> outputs,
    List<Definition> definitions,
    List<String> explanations,
    boolean bounded) {
  public PlannedScript {
    outputs = List.copyOf(outputs);
    definitions = List.copyOf(definitions);
    explanations = List.copyOf(explanations);
  }

  /// A table or view to be stored.
  ///
  /// @param kind `TABLE` or `VIEW`
  /// @param sql the statement as written; stored definitions come back in {@link
  ///   PlanningContext#definitions}
  public record Definition(Kind kind, String name, String sql) {
    public enum Kind {
      TABLE,
      VIEW
    }
  }

  static final class Builder {
    private final List<Plan.Write> sinks = new ArrayList<>();
    private final List<Schema> outputs = new ArrayList<>();
    private final List<Definition> definitions;
    private final List<String> explanations = new ArrayList<>();
    private boolean bounded = true;

    Builder(List<ResolvedScript.Definition> resolved) {
      this.definitions =
          resolved.stream()
              .map(definition ->
                  new Definition(
                      Definition.Kind.valueOf(definition.kind().name()),
                      definition.name(),
                      definition.text()))
              .toList();
    }

    void add(ResolvedScript.Query query, Lowered lowered) {
      if (query.explained()) {
        explanations.add(PlanPrinter.print(lowered.write()));
        return;
      }
      sinks.add(lowered.write());
      outputs.add(query.columns());
      bounded &= lowered.bounded();
    }

    PlannedScript build() {
      return new PlannedScript(new Pipeline(sinks), outputs, definitions, explanations, bounded);
    }
  }
}
