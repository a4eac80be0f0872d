package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Operation;
import java.util.ArrayList;
import java.util.List;

/// Conditions that all have to be true.
final class Conjunction {
  private Conjunction() {}

  /// What stands between the ANDs.
  static List<Expression> parts(Expression condition) {
    if (!(condition instanceof Call call) || call.operation() != Operation.AND) {
      return List.of(condition);
    }
    List<Expression> parts = new ArrayList<>();
    call.arguments().forEach(argument -> parts.addAll(parts(argument)));
    return parts;
  }

  /// @param parts at least one
  static Expression of(List<Expression> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    boolean nullable = parts.stream().anyMatch(part -> part.type().isNullable());
    return new Call(Operation.AND, parts, Types.withNullability(Types.BOOLEAN, nullable));
  }
}
