package dev.wadi.planner;

import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.planner.PlannedScript.Upgrade;
import dev.wadi.planner.lower.LateRows;
import dev.wadi.planner.lower.Lowering.Lowered;
import dev.wadi.planner.lower.Sinks;
import dev.wadi.planner.parse.syntax.Explain;
import dev.wadi.planner.resolve.ResolvedScript;
import dev.wadi.planner.resolve.ResolvedScript.Description;
import dev.wadi.planner.resolve.ResolvedScript.Listing;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Puts together what the statements of a script mean.
final class ScriptBuilder {
  private final ResolvedScript resolved;
  private final Optional<Plan.Write> deadLetters;
  private final List<Plan.Write> writes = new ArrayList<>();
  private final Map<String, Schema> outputs = new LinkedHashMap<>();
  private final Map<Plan.Write, Set<LatePlan.InTime>> late = new LinkedHashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private boolean bounded = true;
  private boolean writesTables;
  private Query analyzed;
  private Upgrade upgrade;

  /// @param deadLetters what writes all that is left out
  ScriptBuilder(ResolvedScript resolved, Optional<Plan.Write> deadLetters) {
    this.resolved = resolved;
    this.deadLetters = deadLetters;
  }

  void add(Listing listing) {
    answers.add(new Answer.Rows(listing.name(), listing.columns(), listing.rows()));
  }

  void add(ResolvedScript.Upgrade asked) {
    upgrade = new Upgrade(asked.pipeline(), asked.plugin(), asked.version(), asked.position());
  }

  void add(Description description) {
    List<List<String>> rows =
        description.columns().getFields().stream().map(ScriptBuilder::describe).toList();
    answers.add(new Answer.Rows("describe", List.of("column", "type", "nullable"), rows));
  }

  private static List<String> describe(Field column) {
    return List.of(column.getName(), TypePrinter.print(column), column.isNullable() ? "yes" : "no");
  }

  /// @param lateWrites what would write all rows of the tables whose late rows go another way
  void add(Query query, Lowered lowered, Map<TableDefinition, Plan.Write> lateWrites) {
    Explain.Mode mode = query.explained().orElse(null);
    switch (mode) {
      case null -> run(query, lowered, lateWrites);
      case LOGICAL -> {
        String letters = lettersOf(query).map(PlanPrinter::print).orElse("");
        answers.add(
            new Answer.LogicalPlan(
                PlanPrinter.print(lowered.write()) + letters,
                pipeline(query, lowered, lateWrites)));
      }
      case PHYSICAL -> answers.add(new Answer.PhysicalPlan(pipeline(query, lowered, lateWrites)));
      case ANALYZE -> {
        if (!lowered.bounded()) {
          throw new WadiException(
                  ErrorCode.UNSUPPORTED_SQL,
                  "EXPLAIN ANALYZE runs a query to its end, which this one does not have")
              .withHint("EXPLAIN PHYSICAL shows the stages without running them")
              .at(query.position());
        }
        analyzed = query;
        run(query, lowered, lateWrites);
      }
    }
  }

  // A bare query only counts what it leaves out.
  private Optional<Plan.Write> lettersOf(Query query) {
    return query.isPreview() ? Optional.empty() : deadLetters;
  }

  private Pipeline pipeline(
      Query query, Lowered lowered, Map<TableDefinition, Plan.Write> lateWrites) {
    List<Plan.Write> all = new ArrayList<>(List.of(lowered.write()));
    lateWrites.forEach((table, write) -> all.add(LateRows.write(write, lowered.late().get(table))));
    lettersOf(query).ifPresent(all::add);
    return pipeline(all);
  }

  // What is set apart comes from where other sinks read, so these are first.
  private static Pipeline pipeline(List<Plan.Write> writes) {
    return new Pipeline(
        Sinks.merged(writes).stream()
            .sorted(
                Comparator.comparing(ScriptBuilder::writesDeadLetters)
                    .thenComparing(ScriptBuilder::writesLateRows))
            .toList());
  }

  private static boolean writesLateRows(Plan.Write write) {
    return write.withInputs().stream().anyMatch(LatePlan.Late.class::isInstance);
  }

  private static boolean writesDeadLetters(Plan.Write write) {
    return write.withInputs().stream().anyMatch(DeadLetters.class::isInstance);
  }

  private void run(Query query, Lowered lowered, Map<TableDefinition, Plan.Write> lateWrites) {
    lateWrites.forEach((table, write) ->
        late.computeIfAbsent(write, _ -> new LinkedHashSet<>()).addAll(lowered.late().get(table)));
    writes.add(lowered.write());
    outputs.putIfAbsent(query.sink().name(), query.columns());
    bounded &= lowered.bounded();
    writesTables |= !query.isPreview();
  }

  PlannedScript build() {
    if (analyzed != null && writes.size() > 1) {
      throw new WadiException(
              ErrorCode.INVALID_SQL, "EXPLAIN ANALYZE must be the only query of its text")
          .withHint("run the others apart from it")
          .at(analyzed.position());
    }
    late.forEach((all, others) -> {
      writes.add(LateRows.write(all, others));
      outputs.putIfAbsent(all.table().name(), all.schema());
    });
    resolved
        .deadLetters()
        .filter(_ -> writesTables)
        .ifPresent(letters -> {
          writes.add(deadLetters.orElseThrow());
          outputs.putIfAbsent(letters.sink().name(), letters.columns());
        });
    Pipeline pipeline = pipeline(writes);
    return new PlannedScript(
        pipeline,
        pipeline.sinks().stream().map(sink -> outputs.get(sink.table().name())).toList(),
        definitions(resolved.definitions()),
        definitions(resolved.dropped()),
        resolved.definesOnly(),
        answers,
        Optional.ofNullable(upgrade),
        resolved.settings(),
        bounded,
        analyzed != null);
  }

  private static List<Definition> definitions(List<ResolvedScript.Definition> resolved) {
    return resolved.stream()
        .map(definition ->
            new Definition(
                Definition.Kind.of(definition.kind()), definition.name(), definition.text()))
        .toList();
  }
}
