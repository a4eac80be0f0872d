package dev.wadi.planner;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.Lowering;
import dev.wadi.planner.lower.Lowering.Lowered;
import dev.wadi.planner.optimize.Optimizer;
import dev.wadi.planner.parse.Script;
import dev.wadi.planner.resolve.KnownDefinitions;
import dev.wadi.planner.resolve.ResolvedScript;
import dev.wadi.planner.resolve.Resolver;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.rel.RelNode;

/// SQL text to plan. Thread-safe; one planner per context, which it reads once.
public final class SqlPlanner {
  private final PlanningContext context;
  private final KnownDefinitions known;

  public SqlPlanner(PlanningContext context) {
    this.context = context;
    this.known = new KnownDefinitions(context.definitions());
  }

  /// Plans all statements of a text. The path of a query is: parse, resolve, optimize, lower.
  ///
  /// @throws WadiException on the first thing that is wrong, with its position
  public PlannedScript plan(String sql) {
    Script script = Script.parse(sql);
    Resolver resolver =
        new Resolver(context.connectors(), context.functions(), known, context.profiles());
    ResolvedScript resolved = resolver.resolve(script);
    ScriptBuilder planned = new ScriptBuilder(resolved);
    for (ResolvedScript.Step step : resolved.steps()) {
      switch (step) {
        case ResolvedScript.Query query -> {
          Lowered lowered = lower(query, resolved.settings());
          Map<TableDefinition, Plan.Write> late = new LinkedHashMap<>();
          for (TableDefinition table : lowered.late().keySet()) {
            late.put(table, lower(query.late().get(table), resolved.settings()).write());
          }
          planned.add(query, lowered, late);
        }
        case ResolvedScript.Listing listing -> planned.add(listing);
        case ResolvedScript.Description description -> planned.add(description);
      }
    }
    return planned.build();
  }

  // What has no better place in the text is an error of the statement.
  private static Lowered lower(ResolvedScript.Query query, PipelineSettings settings) {
    try {
      RelNode optimized = Optimizer.optimize(query.rel());
      Map<TableDefinition, String> lateTables = new LinkedHashMap<>();
      query.late().forEach((table, late) -> lateTables.put(table, late.sink().name()));
      return new Lowering(query.calls(), settings)
          .lower(optimized, query.sink(), query.changelogSink(), lateTables);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : e.at(query.position());
    } catch (AssertionError e) {
      // Calcite checks itself, also where assertions are off.
      throw new IllegalStateException("the optimizer contradicts itself", e);
    }
  }
}
