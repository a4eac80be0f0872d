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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The columns that an expression reads, and the expression over the same columns elsewhere.
final class Columns {
  private Columns() {}

  static Set<Integer> of(Expression expression) {
    Set<Integer> columns = new TreeSet<>();
    collect(expression, columns);
    return columns;
  }

  private static void collect(Expression expression, Set<Integer> columns) {
    if (expression instanceof InputColumn column) {
      columns.add(column.index());
    }
    expression.parts().forEach(part -> collect(part, columns));
  }

  /// @param places where each column is now
  static Expression moved(Expression expression, Map<Integer, Integer> places) {
    return replaced(
        expression, column -> new InputColumn(places.get(column.index()), column.type()));
  }

  /// @param values what each column is
  static Expression replaced(Expression expression, Function<InputColumn, Expression> values) {
    return switch (expression) {
      case InputColumn column -> values.apply(column);
      case Literal literal -> literal;
      case Call call -> new Call(call.operation(), all(call.arguments(), values), call.type());
      case Cast cast -> new Cast(replaced(cast.argument(), values), cast.safe(), cast.type());
      case GeneratedJava java ->
          new GeneratedJava(java.source(), all(java.arguments(), values), java.type());
      case BuiltInCall call ->
          new BuiltInCall(call.function(), all(call.arguments(), values), call.type());
      case FunctionCall call ->
          new FunctionCall(
              call.function(), all(call.arguments(), values), call.rejected(), call.type());
      case Case choice ->
          new Case(
              choice.branches().stream()
                  .map(branch ->
                      new Case.Branch(
                          replaced(branch.condition(), values), replaced(branch.value(), values)))
                  .toList(),
              replaced(choice.otherwise(), values),
              choice.type());
    };
  }

  private static List<Expression> all(
      List<Expression> expressions, Function<InputColumn, Expression> values) {
    return expressions.stream().map(expression -> replaced(expression, values)).toList();
  }
}
