package dev.wadi.planner;

import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.Lowering;
import dev.wadi.planner.lower.Lowering.Lowered;
import dev.wadi.planner.optimize.Optimizer;
import dev.wadi.planner.parse.Script;
import dev.wadi.planner.resolve.KnownDefinitions;
import dev.wadi.planner.resolve.Parameters;
import dev.wadi.planner.resolve.ResolvedScript;
import dev.wadi.planner.resolve.Resolver;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
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
    return plan(sql, Parameters.none());
  }

  /// Plans a text with parameters, the `?` in it.
  ///
  /// @param values in their order: null, Boolean, BigDecimal for all exact numbers, Double, String,
  ///   `byte[]`, LocalDate, LocalTime, LocalDateTime
  /// @throws WadiException like {@link #plan(String)}
  public PlannedScript plan(String sql, List<?> values) {
    return plan(sql, Parameters.of(values));
  }

  /// Finds out what a text with parameters takes and yields.
  ///
  /// @throws WadiException like {@link #plan(String)}
  public PreparedScript prepare(String sql) {
    Parameters parameters = Parameters.unknown();
    PlannedScript shape = plan(sql, parameters);
    return new PreparedScript(shape, parameters.types());
  }

  /// What a table or view that was defined earlier looks like.
  ///
  /// @throws WadiException if there is none, or its definition is broken
  public TableDescription describe(String name) {
    return new TableDescription(
        name, resolver(Parameters.none()).columns(name), known.primaryKey(name));
  }

  /// How a table that was defined earlier is connected; empty if it is in no outside system.
  ///
  /// @throws WadiException if its definition is broken
  public Optional<ConnectedTable> connected(String name) {
    return resolver(Parameters.none())
        .connected(name)
        .map(table ->
            new ConnectedTable(
                table.connector(),
                table.definition(table.physical().orElseGet(() -> new Schema(List.of()))),
                table.isForReading()));
  }

  private Resolver resolver(Parameters parameters) {
    return new Resolver(
        context.connectors(), context.functions(), known, context.profiles(), parameters);
  }

  private PlannedScript plan(String sql, Parameters parameters) {
    Script script = Script.parse(sql);
    parameters.check(script);
    Resolver resolver = resolver(parameters);
    ResolvedScript resolved = resolver.resolve(script);
    ScriptBuilder planned =
        new ScriptBuilder(
            resolved,
            resolved
                .deadLetters()
                .map(letters -> lower(letters, resolved.settings(), parameters).write()));
    for (ResolvedScript.Step step : resolved.steps()) {
      switch (step) {
        case ResolvedScript.Query query -> {
          Lowered lowered = lower(query, resolved.settings(), parameters);
          Map<TableDefinition, Plan.Write> late = new LinkedHashMap<>();
          for (TableDefinition table : lowered.late().keySet()) {
            ResolvedScript.Query all = query.late().get(table);
            late.put(table, lower(all, resolved.settings(), parameters).write());
          }
          planned.add(query, lowered, late);
        }
        case ResolvedScript.Listing listing -> planned.add(listing);
        case ResolvedScript.Description description -> planned.add(description);
        case ResolvedScript.Upgrade upgrade -> planned.add(upgrade);
      }
    }
    return planned.build();
  }

  // What has no better place in the text is an error of the statement.
  private static Lowered lower(
      ResolvedScript.Query query, PipelineSettings settings, Parameters parameters) {
    try {
      RelNode optimized = parameters.anyValues(Optimizer.optimize(query.rel()));
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
