package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinInput;
import dev.wadi.engine.plan.Plan.Retention;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Sends rows that come too late for an operator another way, to the table that theirs names. From
/// an operator that drops late rows it goes down to the tables: there, above what filters their
/// rows, late ones leave the others.
///
/// What another such operator emits is never late: it comes before the watermark that it waited
/// for.
public final class LateRows {
  private final Map<TableDefinition, String> lateTables;
  private final Map<TableDefinition, Set<LatePlan.InTime>> setApart = new LinkedHashMap<>();

  /// @param lateTables where the late rows of tables go, by name
  LateRows(Map<TableDefinition, String> lateTables) {
    this.lateTables = Map.copyOf(lateTables);
  }

  /// Where late rows of each table leave the others.
  Map<TableDefinition, Set<LatePlan.InTime>> setApart() {
    return setApart;
  }

  /// The plan without late rows.
  Plan divert(Plan plan) {
    return readsLate(plan) ? diverted(plan) : plan;
  }

  private boolean readsLate(Plan plan) {
    return plan.withInputs().stream().anyMatch(this::namesLateTable);
  }

  private boolean namesLateTable(Plan plan) {
    return plan instanceof Plan.Scan scan
        && scan.time() instanceof SourceTime.Declared
        && lateTables.containsKey(scan.table());
  }

  private Plan diverted(Plan plan) {
    return switch (plan) {
      case Plan.WindowAggregate aggregate ->
          tested(aggregate, LateTest.windows(aggregate.input(), aggregate.window(), 0));
      case Plan.UpdatingWindows windows -> {
        Plan.WindowAggregate aggregate = windows.aggregate();
        yield tested(
            windows,
            LateTest.windows(aggregate.input(), aggregate.window(), windows.latenessMicros()));
      }
      case Plan.Sort sort -> released(sort, sort.input(), sort.release());
      case OverPlan.Over over -> released(over, over.input(), over.release());
      case OverPlan.TimedOver over -> released(over, over.input(), over.release());
      case Plan.StreamJoin join ->
          new Plan.StreamJoin(
              side(join.left()),
              side(join.right()),
              join.match(),
              join.residual(),
              join.changelog(),
              join.schema());
      case Plan.TemporalJoin join ->
          new Plan.TemporalJoin(
              versioned(join.left()), versioned(join.right()), join.residual(), join.schema());
      case Plan.BroadcastJoin join -> broadcast(join, divert(join.probe()));
      default -> Inputs.replaced(plan, this::divert);
    };
  }

  private Plan tested(Plan plan, Optional<LateTest> test) {
    return Inputs.replaced(
        plan, input -> test.map(late -> setApart(input, late)).orElseGet(() -> divert(input)));
  }

  private Plan released(Plan plan, Plan input, Release release) {
    Optional<LateTest> test =
        switch (release) {
          case Release.AtEnd _ -> Optional.empty();
          case Release.ByTime time ->
              Optional.of(LateTest.until(input, time.column(), time.delayMicros()));
        };
    return tested(plan, test);
  }

  private JoinInput side(JoinInput side) {
    return switch (side.retention()) {
      case Retention.Ttl _ -> over(side, divert(side.plan()));
      case Retention.Until until ->
          over(
              side,
              setApart(
                  side.plan(),
                  LateTest.until(side.plan(), until.timeColumn(), until.plusMicros())));
    };
  }

  private JoinInput versioned(JoinInput side) {
    int time = ((Retention.Until) side.retention()).timeColumn();
    return over(side, setApart(side.plan(), LateTest.behind(side.plan(), time)));
  }

  private static JoinInput over(JoinInput side, Plan plan) {
    return new JoinInput(plan, side.keys(), side.change(), side.retention(), side.preserved());
  }

  private Plan broadcast(Plan.BroadcastJoin join, Plan probe) {
    return new Plan.BroadcastJoin(
        probe,
        divert(join.build()),
        join.kind(),
        join.probeKeys(),
        join.buildKeys(),
        join.residual(),
        join.schema());
  }

  /// The rows of a node that are not late for an operator above it.
  private Plan setApart(Plan plan, LateTest test) {
    if (!readsLate(plan)) {
      return plan;
    }
    Optional<Plan.Scan> table = table(plan);
    if (table.isPresent()) {
      return inTime(plan, table.get(), test);
    }
    return switch (plan) {
      case Plan.Filter _, Plan.Union _ -> Inputs.replaced(plan, input -> setApart(input, test));
      case Plan.Sort sort when sort.keys().isEmpty() ->
          Inputs.replaced(sort, input -> setApart(input, test));
      case Plan.Project project ->
          Inputs.replaced(project, input -> setApart(input, test.below(project.expressions())));
      case Plan.AssignWindows assign -> {
        LateTest below = test.below(assign).orElseThrow(this::unknown);
        yield Inputs.replaced(assign, input -> setApart(input, below));
      }
      case TableFunctionCall call -> {
        LateTest below = test.below(call.kept(), call.input()).orElseThrow(this::unknown);
        yield Inputs.replaced(call, input -> setApart(input, below));
      }
      case AsyncCall call -> {
        LateTest below = test.below(call.kept(), call.input()).orElseThrow(this::unknown);
        yield Inputs.replaced(call, input -> setApart(input, below));
      }
      case Unnest _, Plan.Expand _, Plan.LookupJoin _ ->
          Inputs.replaced(plan, input -> setApart(input, onlyOf(input, test)));
      case Plan.BroadcastJoin join ->
          broadcast(join, setApart(join.probe(), onlyOf(join.probe(), test)));
      case Plan.WindowAggregate _,
          Plan.UpdatingWindows _,
          Plan.TemporalJoin _,
          Plan.NetRows _,
          Plan.Sort _,
          OverPlan.Over _,
          OverPlan.TimedOver _ ->
          divert(plan);
      case Plan.StreamJoin join when isWindowed(join) -> divert(plan);
      case Plan.StreamJoin _, Plan.UpdatingAggregate _, OverPlan.UpdatingOver _, OverPlan.TopN _ ->
          throw unknown();
      case Plan.Scan _, Plan.Values _, LatePlan _, DeadLetters _, Plan.Write _ ->
          throw new IllegalStateException("no rows of a table: " + plan);
    };
  }

  // Rows of windows meet before their window ends.
  private static boolean isWindowed(Plan.StreamJoin join) {
    return join.left().retention() instanceof Retention.Until(_, long left)
        && join.right().retention() instanceof Retention.Until(_, long right)
        && left == 0
        && right == 0;
  }

  private LateTest onlyOf(Plan input, LateTest test) {
    if (!test.reads(input.schema().getFields().size())) {
      throw unknown();
    }
    return test;
  }

  /// The table whose rows a node has, one for each of its rows, in the first columns.
  private Optional<Plan.Scan> table(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> Optional.of(scan).filter(this::namesLateTable);
      case Plan.Filter filter -> table(filter.input());
      case Plan.Project project ->
          table(project.input()).filter(scan -> passesOn(project, scan.columns().size()));
      default -> Optional.empty();
    };
  }

  private static boolean passesOn(Plan.Project project, int width) {
    return project.expressions().size() >= width
        && IntStream.range(0, width)
            .allMatch(i ->
                project.expressions().get(i) instanceof InputColumn column && column.index() == i);
  }

  private Plan inTime(Plan rows, Plan.Scan table, LateTest test) {
    int width = rows.schema().getFields().size();
    Plan timed = rows;
    int time = width;
    if (test.time() instanceof InputColumn column) {
      time = column.index();
    } else {
      List<Expression> columns = columns(rows, width);
      List<String> names = names(rows, width);
      columns.add(test.time());
      names.add("$time");
      timed = Plans.project(rows, columns, names);
    }
    var inTime = new LatePlan.InTime(timed, test.at(time), lateTables.get(table.table()));
    setApart.computeIfAbsent(table.table(), _ -> new LinkedHashSet<>()).add(inTime);
    return Plans.project(inTime, columns(rows, width), names(rows, width));
  }

  private static List<Expression> columns(Plan plan, int width) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(new InputColumn(i, Types.unnamed(plan.schema().getFields().get(i))));
    }
    return columns;
  }

  private static List<String> names(Plan plan, int width) {
    return new ArrayList<>(
        plan.schema().getFields().subList(0, width).stream().map(Field::getName).toList());
  }

  private WadiException unknown() {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL,
            "late rows cannot go to a table of their own here: what comes too late are not rows of"
                + " the table with 'late_table', but what became of them")
        .withHint("leave the option 'late_table' out, or use windows directly over the table");
  }

  /// What is written by a query that takes all rows of a table, if it takes only late ones.
  ///
  /// @param others the rows of the table that come in time
  public static Plan.Write write(Plan.Write all, Set<LatePlan.InTime> others) {
    return (Plan.Write) onlyLate(all, others);
  }

  private static Plan onlyLate(Plan plan, Set<LatePlan.InTime> others) {
    if (!(plan instanceof Plan.Scan scan)) {
      return Inputs.replaced(plan, input -> onlyLate(input, others));
    }
    List<Plan> rows = others.stream().map(inTime -> lateRows(inTime, scan)).toList();
    return rows.size() == 1 ? rows.getFirst() : new Plan.Union(rows);
  }

  private static Plan lateRows(LatePlan.InTime others, Plan.Scan scan) {
    Plan late = new LatePlan.Late(Pruning.complete(others));
    List<Expression> all = columns(late, late.schema().getFields().size());
    return Plans.project(
        late,
        new ArrayList<>(scan.columns().stream().map(all::get).toList()),
        scan.schema().getFields().stream().map(Field::getName).toList());
  }
}
