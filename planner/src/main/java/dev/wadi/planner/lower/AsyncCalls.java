package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.FunctionCall;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.engine.plan.LatePlan;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.planner.resolve.CallSites;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;

/// Makes nodes of their own of calls of functions whose results come later: {@link AsyncCall}. What
/// such a function is called in is computed above it, and what it is called with below.
final class AsyncCalls {
  private final CallSites sites;

  /// @param sites where the SQL calls functions, for errors
  AsyncCalls(CallSites sites) {
    this.sites = sites;
  }

  Plan lift(Plan plan) {
    Plan over = Inputs.replaced(plan, this::lift);
    return expressions(over).anyMatch(AsyncCalls::calls) ? lifted(over) : over;
  }

  /// Whether a function whose result comes later is called in an expression.
  static boolean calls(Expression expression) {
    return call(expression).isPresent();
  }

  private static boolean isAsync(Expression expression) {
    return expression instanceof FunctionCall call
        && call.function().kind() instanceof FunctionKind.Async;
  }

  private static Optional<FunctionCall> call(Expression expression) {
    return isAsync(expression)
        ? Optional.of((FunctionCall) expression)
        : expression.parts().stream().flatMap(part -> call(part).stream()).findFirst();
  }

  private static Stream<Expression> expressions(Plan plan) {
    return switch (plan) {
      case Plan.Project project -> project.expressions().stream();
      case Plan.Filter filter -> Stream.of(filter.condition());
      case TableFunctionCall call -> call.arguments().stream();
      case Plan.BroadcastJoin join -> Stream.ofNullable(join.residual());
      case Plan.LookupJoin join -> Stream.ofNullable(join.residual());
      case Plan.StreamJoin join -> Stream.ofNullable(join.residual());
      case Plan.TemporalJoin join -> Stream.ofNullable(join.residual());
      case Plan.Scan scan ->
          scan.time() instanceof SourceTime.Declared time
              ? Stream.of(time.watermark())
              : Stream.of();
      case Plan.Values _,
          Plan.Expand _,
          Plan.WindowAggregate _,
          Plan.UpdatingAggregate _,
          Plan.UpdatingWindows _,
          Plan.NetRows _,
          Plan.AssignWindows _,
          Plan.Union _,
          Plan.Sort _,
          Unnest _,
          Plan.Write _,
          AsyncCall _,
          LatePlan _,
          DeadLetters _,
          OverPlan _ ->
          Stream.of();
    };
  }

  private Plan lifted(Plan plan) {
    return switch (plan) {
      case Plan.Project project -> project(project);
      case Plan.Filter filter -> filter(filter.input(), filter.condition());
      case TableFunctionCall call -> arguments(call);
      case Plan.BroadcastJoin join when join.kind() == Plan.JoinKind.INNER ->
          filter(
              new Plan.BroadcastJoin(
                  join.probe(),
                  join.build(),
                  join.kind(),
                  join.probeKeys(),
                  join.buildKeys(),
                  null,
                  join.schema()),
              join.residual());
      case Plan.LookupJoin join when join.kind() == Plan.JoinKind.INNER ->
          filter(
              new Plan.LookupJoin(
                  join.input(), join.table(), join.kind(), join.keys(), null, join.schema()),
              join.residual());
      default -> throw refused(plan);
    };
  }

  private WadiException refused(Plan plan) {
    String name =
        expressions(plan)
            .map(AsyncCalls::call)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow()
            .function()
            .name();
    WadiException error =
        new WadiException(
                ErrorCode.UNSUPPORTED_SQL,
                "function '%s' gives its results later, so that it cannot be called in %s"
                    .formatted(name, plan instanceof Plan.Scan ? "a watermark" : "this join's ON"))
            .withHint("call it in a sub-query of its own before, and use its column here");
    return sites.at(name, error);
  }

  private static Plan project(Plan.Project project) {
    var rows = new AsyncColumns(project.input());
    List<Expression> columns = project.expressions().stream().map(rows::lift).toList();
    return new Plan.Project(rows.plan(), columns, project.schema());
  }

  // What stands before the first such call is looked at before it.
  private static Plan filter(Plan input, Expression condition) {
    List<Expression> all = Conjunction.parts(condition);
    int first =
        IntStream.range(0, all.size()).filter(i -> calls(all.get(i))).findFirst().orElseThrow();
    Plan before =
        first == 0 ? input : new Plan.Filter(input, Conjunction.of(all.subList(0, first)));
    var rows = new AsyncColumns(before);
    Expression rest = rows.lift(Conjunction.of(all.subList(first, all.size())));
    return firstColumns(new Plan.Filter(rows.plan(), rest), input.schema().getFields());
  }

  private static Plan firstColumns(Plan plan, List<Field> fields) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new Expression.InputColumn(i, Types.unnamed(fields.get(i))));
    }
    return Plans.project(plan, columns, fields.stream().map(Field::getName).toList());
  }

  private static Plan arguments(TableFunctionCall call) {
    var rows = new AsyncColumns(call.input());
    List<Expression> arguments = call.arguments().stream().map(rows::lift).toList();
    return new TableFunctionCall(
        rows.plan(), call.function(), arguments, call.kept(), call.outer(), call.schema());
  }
}
