package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.CallSites;
import dev.wadi.planner.resolve.DeadLetterRows;
import dev.wadi.planner.resolve.UnnestFunction;
import dev.wadi.planner.resolve.UserFunction;
import dev.wadi.planner.resolve.WindowFunction;
import dev.wadi.planner.resolve.WindowKind;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Relational algebra to a plan that the engine runs: one method or class per kind of node.
public final class Lowering {
  private final CallSites sites;
  private final PipelineSettings settings;

  /// @param sites where the SQL calls functions, for errors
  public Lowering(CallSites sites, PipelineSettings settings) {
    this.sites = sites;
    this.settings = settings;
  }

  PipelineSettings settings() {
    return settings;
  }

  /// A query and whether it ends.
  ///
  /// @param late where late rows of tables leave the others, if those name a table for them
  public record Lowered(
      Plan.Write write, boolean bounded, Map<TableDefinition, Set<LatePlan.InTime>> late) {}

  /// @param query one field per column of the sink
  /// @param changelogSink whether the sink accepts a changelog
  /// @param lateTables where the late rows of tables go, by name
  public Lowered lower(
      RelNode query,
      TableDefinition sink,
      boolean changelogSink,
      Map<TableDefinition, String> lateTables) {
    Relation rows = relation(query);
    List<Expression> columns = materialized(rows, query);
    List<String> names = new ArrayList<>(names(query));
    if (rows.isChangelog()) {
      columns.add(rows.column(rows.change()));
      names.add(ChangeKind.FIELD.getName());
    }
    Plan output = new AsyncCalls(sites).lift(Plans.project(rows.plan(), columns, names));
    boolean changelog = rows.isChangelog() && !rows.bounded();
    if (changelog && !changelogSink) {
      throw updating(sink, output);
    }
    if (rows.isChangelog() && rows.bounded()) {
      output = new Plan.NetRows(output, columns.size() - 1);
    }
    var late = new LateRows(lateTables);
    Plan inTime = Pruning.prune(late.divert(output));
    return new Lowered(new Plan.Write(inTime, sink, changelog), rows.bounded(), late.setApart());
  }

  private static WadiException updating(TableDefinition sink, Plan rows) {
    boolean windows =
        rows.withInputs().stream().anyMatch(node -> node instanceof Plan.UpdatingWindows);
    return new WadiException(
            ErrorCode.UPDATING_SINK,
            "the query's rows change and are taken back, but table '%s' (%s) can only add rows"
                .formatted(sink.name(), sink.connectorName()))
        .withHint(
            windows
                ? "use a sink with format 'debezium_json', or leave allowed_lateness and"
                    + " early_fire_interval unset: then the rows of windows are final"
                : "use a sink with format 'debezium_json', or group by a window, whose rows are"
                    + " final");
  }

  private static List<String> names(RelNode node) {
    return node.getRowType().getFieldNames();
  }

  // The fields in order, as one column each.
  private List<Expression> materialized(Relation rows, RelNode node) {
    Expressions expressions = expressions(node, rows);
    return IntStream.range(0, rows.slots().size())
        .mapToObj(i -> expressions.lower(node.getCluster().getRexBuilder().makeInputRef(node, i)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  Expressions expressions(RelNode node, Relation input) {
    return new Expressions(node.getCluster().getRexBuilder(), input, sites, settings);
  }

  /// The rows of a node, with all of their windows.
  Relation relation(RelNode node) {
    return complete(pending(node));
  }

  /// The rows of a node, not yet copied for each of the windows that they belong to: for those who
  /// look at such windows only by {@link Relation#times()}.
  Relation pending(RelNode node) {
    MapKeys.refuse(node);
    return switch (node) {
      case TableScan scan when DeadLetterRows.areReadBy(scan) -> deadLetters();
      case TableScan scan -> new ScanLowering(this).lower(scan);
      case Values values -> values(values);
      case Project project -> project(project);
      case Filter filter -> filter(filter);
      case TableFunctionScan scan
          when ((RexCall) scan.getCall()).getOperator() instanceof UnnestFunction function ->
          new UnnestLowering(this).lower(scan, function);
      case TableFunctionScan scan
          when ((RexCall) scan.getCall()).getOperator() instanceof UserFunction function ->
          new TableFunctionLowering(this).lower(scan, function);
      case TableFunctionScan function -> new WindowTableLowering(this).lower(function);
      case Aggregate aggregate -> new AggregateLowering(this).lower(aggregate);
      case Join join -> new JoinLowering(this).lower(join);
      case Union union -> new UnionLowering(this).lower(union);
      case Sort sort -> new SortLowering(this).lower(sort);
      case Window window -> new OverLowering(this, null).lower(window);
      default ->
          throw Unsupported.at(
              node,
              "%s is not supported".formatted(node.getRelTypeName()),
              "docs/sql.md shows what there is");
    };
  }

  private static Relation deadLetters() {
    Plan letters = new DeadLetters();
    return new Relation(
        letters,
        columns(letters.schema().getFields().size()),
        Map.of(),
        Relation.NO_EVENT_TIME,
        true);
  }

  Relation complete(Relation rows) {
    try {
      return Assignment.complete(rows);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : at(WindowKind.SESSION.name(), e);
    }
  }

  // Conditions and values are computed from windows that are there.
  private Relation inputOf(RelNode input, List<RexNode> values) {
    Relation rows = pending(input);
    boolean read =
        values.stream()
            .flatMap(value -> RelOptUtil.InputFinder.bits(value).toList().stream())
            .anyMatch(field -> Assignment.isPending(rows, field));
    return read ? complete(rows) : rows;
  }

  private Relation filter(Filter filter) {
    if (filter.getInput() instanceof Window window) {
      Optional<RowBounds> bounds = RowBounds.of(filter.getCondition(), window);
      if (bounds.isPresent()) {
        return firstRows(filter, window, bounds.get());
      }
    }
    Relation input = inputOf(filter.getInput(), List.of(filter.getCondition()));
    Expression condition = expressions(filter.getInput(), input).lower(filter.getCondition());
    return input.withPlan(new Plan.Filter(input.plan(), condition));
  }

  private Relation firstRows(Filter filter, Window window, RowBounds bounds) {
    OverLowering over = new OverLowering(this, bounds);
    Relation rows = over.lower(window);
    RexNode condition =
        over.isCut() ? bounds.rest(filter.getCluster().getRexBuilder()) : filter.getCondition();
    return condition.isAlwaysTrue()
        ? rows
        : rows.withPlan(new Plan.Filter(rows.plan(), expressions(window, rows).lower(condition)));
  }

  private Relation project(Project project) {
    List<RexNode> computed =
        project.getProjects().stream().filter(value -> !isPassedOn(value)).toList();
    Relation input = inputOf(project.getInput(), computed);
    Expressions expressions = expressions(project, input);
    Projection output = new Projection(input);
    List<String> names = names(project);
    for (int i = 0; i < names.size(); i++) {
      field(names.get(i), project.getProjects().get(i), input, output, expressions);
    }
    return output.build();
  }

  // A field, or a bound of a window that is one.
  private static boolean isPassedOn(RexNode value) {
    return value instanceof RexInputRef
        || value instanceof RexFieldAccess access
            && access.getReferenceExpr() instanceof RexInputRef;
  }

  private WindowCall window(RexCall call, Relation input, Expressions expressions) {
    try {
      return WindowCall.of(call, input, expressions);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : at(call.getOperator().getName(), e);
    }
  }

  private void field(
      String name, RexNode value, Relation input, Projection output, Expressions expressions) {
    if (value instanceof RexInputRef reference) {
      output.field(name, input.slots().get(reference.getIndex()));
    } else if (value instanceof RexCall call && call.getOperator() instanceof WindowFunction) {
      WindowCall window = window(call, input, expressions);
      window
          .known()
          .ifPresentOrElse(
              known -> output.field(name, known), () -> output.window(name, window.window()));
    } else {
      output.field(name, expressions.lower(value));
    }
  }

  private static Relation values(Values values) {
    List<Field> fields = ArrowTypes.schema(values.getRowType()).getFields();
    List<List<Expression.Literal>> rows = new ArrayList<>();
    for (List<RexLiteral> row : values.getTuples()) {
      List<Expression.Literal> literals = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        literals.add(Literals.of(row.get(i), values.getRowType().getFieldList().get(i).getType()));
      }
      rows.add(literals);
    }
    return new Relation(
        new Plan.Values(rows, new Schema(fields)),
        columns(fields.size()),
        Map.of(),
        Relation.NO_EVENT_TIME,
        true);
  }

  /// One column per field, in order.
  static List<Slot> columns(int count) {
    return IntStream.range(0, count).<Slot>mapToObj(Slot.Column::new).toList();
  }

  WadiException at(String operator, WadiException error) {
    return sites.at(operator, error);
  }
}
