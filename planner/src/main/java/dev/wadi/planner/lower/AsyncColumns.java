package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Case;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.engine.expression.Expression.FunctionCall;
import dev.wadi.engine.expression.Expression.GeneratedJava;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.function.FunctionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows with a column more for each call of a function whose result comes later, as expressions
/// over them are rewritten. The columns that were there stay where they are.
///
/// A call in a place that is computed for some rows only, such as a branch of a CASE, asks for
/// those rows only: others may be wrong to ask for.
final class AsyncColumns {
  private static final Expression TRUE = new Literal("true", Types.BOOLEAN);
  private static final Expression FALSE = new Literal("false", Types.BOOLEAN);

  private Plan plan;

  AsyncColumns(Plan plan) {
    this.plan = plan;
  }

  /// The rows with the columns of all calls so far.
  Plan plan() {
    return plan;
  }

  /// The same expression over {@link #plan}.
  Expression lift(Expression expression) {
    return lift(expression, Optional.empty());
  }

  // @param when true for rows in which the expression is computed; empty for all rows
  private Expression lift(Expression expression, Optional<Expression> when) {
    if (!AsyncCalls.calls(expression)) {
      return expression;
    }
    return switch (expression) {
      case InputColumn column -> column;
      case Literal literal -> literal;
      case FunctionCall call when call.function().kind() instanceof FunctionKind.Async ->
          call(call, all(call.arguments(), when), when);
      case FunctionCall call ->
          new FunctionCall(
              call.function(), all(call.arguments(), when), call.rejected(), call.type());
      case Call call when isJunction(call) ->
          new Call(call.operation(), junction(call, when), call.type());
      case Call call -> new Call(call.operation(), all(call.arguments(), when), call.type());
      case Cast cast -> new Cast(lift(cast.argument(), when), cast.safe(), cast.type());
      case GeneratedJava java ->
          new GeneratedJava(java.source(), all(java.arguments(), when), java.type());
      case BuiltInCall call ->
          new BuiltInCall(call.function(), all(call.arguments(), when), call.type());
      case Case choice -> choice(choice, when);
    };
  }

  private List<Expression> all(List<Expression> expressions, Optional<Expression> when) {
    return expressions.stream().map(expression -> lift(expression, when)).toList();
  }

  private static boolean isJunction(Call call) {
    return call.operation() == Operation.AND || call.operation() == Operation.OR;
  }

  // An argument is looked at where those before it leave the result open.
  private List<Expression> junction(Call call, Optional<Expression> when) {
    Operation decided = call.operation() == Operation.AND ? Operation.IS_FALSE : Operation.IS_TRUE;
    List<Expression> lifted = new ArrayList<>();
    List<Case.Branch> before = new ArrayList<>();
    for (Expression argument : call.arguments().subList(0, call.arguments().size() - 1)) {
      Expression now = computed(argument, within(when, before, TRUE));
      lifted.add(now);
      before.add(new Case.Branch(new Call(decided, List.of(now), Types.BOOLEAN), FALSE));
    }
    lifted.add(lift(call.arguments().getLast(), within(when, before, TRUE)));
    return lifted;
  }

  private Expression choice(Case choice, Optional<Expression> when) {
    List<Case.Branch> lifted = new ArrayList<>();
    List<Case.Branch> before = new ArrayList<>();
    for (Case.Branch branch : choice.branches()) {
      Expression condition = computed(branch.condition(), within(when, before, TRUE));
      List<Case.Branch> taken = new ArrayList<>(before);
      taken.add(new Case.Branch(condition, TRUE));
      lifted.add(new Case.Branch(condition, lift(branch.value(), within(when, taken, FALSE))));
      before.add(new Case.Branch(condition, FALSE));
    }
    Expression otherwise = lift(choice.otherwise(), within(when, before, TRUE));
    return new Case(lifted, otherwise, choice.type());
  }

  // A condition, computed once: it decides whether to ask, and later what the answer is for.
  private Expression computed(Expression condition, Optional<Expression> when) {
    Expression value = guarded(lift(condition, when), when);
    return new InputColumn(column(value), value.type());
  }

  // A value that is computed only where it is in its place.
  private static Expression guarded(Expression value, Optional<Expression> when) {
    if (when.isEmpty() || value instanceof InputColumn) {
      return value;
    }
    Field type = Types.withNullability(value.type(), true);
    return new Case(List.of(new Case.Branch(when.get(), value)), new Literal(null, type), type);
  }

  private static Optional<Expression> within(
      Optional<Expression> when, List<Case.Branch> branches, Expression otherwise) {
    if (branches.isEmpty()) {
      return when;
    }
    Expression inner = new Case(branches, otherwise, Types.BOOLEAN);
    return Optional.of(
        when.<Expression>map(
                outer -> new Case(List.of(new Case.Branch(outer, inner)), FALSE, Types.BOOLEAN))
            .orElse(inner));
  }

  private Expression call(
      FunctionCall call, List<Expression> arguments, Optional<Expression> when) {
    int condition = when.map(this::column).orElse(AsyncCall.ALWAYS);
    Optional<Expression> asked = when.map(_ -> new InputColumn(condition, Types.BOOLEAN));
    List<Integer> columns =
        arguments.stream().map(argument -> column(guarded(argument, asked))).toList();
    List<Field> before = plan.schema().getFields();
    boolean nullable = call.type().isNullable() || when.isPresent();
    Field type = Types.withNullability(call.type(), nullable);
    List<Field> fields = new ArrayList<>(before);
    fields.add(Types.named("$" + call.function().name(), type));
    plan =
        new AsyncCall(
            plan,
            call.function(),
            columns,
            condition,
            IntStream.range(0, before.size()).boxed().toList(),
            call.rejected(),
            before.stream().anyMatch(field -> field.getName().equals(ChangeKind.FIELD.getName())),
            new Schema(fields));
    return new InputColumn(before.size(), Types.unnamed(type));
  }

  // Where a value is, which is computed if it is nowhere.
  private int column(Expression value) {
    if (value instanceof InputColumn column) {
      return column.index();
    }
    List<Field> fields = plan.schema().getFields();
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new InputColumn(i, Types.unnamed(fields.get(i))));
      names.add(fields.get(i).getName());
    }
    columns.add(value);
    names.add("$" + fields.size());
    plan = Plans.project(plan, columns, names);
    return fields.size();
  }
}
