package dev.wadi.engine.dataflow;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.FunctionCall;
import dev.wadi.engine.expression.Expression.OnRejection;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.TableFunctionCall;
import java.util.List;

/// Which nodes may leave rows out because a function rejects them.
final class LeavingOut {
  private LeavingOut() {}

  static boolean may(Plan node) {
    return switch (node) {
      case Plan.Filter filter -> drops(filter.condition());
      case Plan.Project project -> any(project.expressions());
      case TableFunctionCall call -> any(call.arguments());
      case AsyncCall call -> call.rejected() == OnRejection.DROP;
      default -> false;
    };
  }

  private static boolean any(List<Expression> expressions) {
    return expressions.stream().anyMatch(LeavingOut::drops);
  }

  private static boolean drops(Expression expression) {
    return expression instanceof FunctionCall call && call.rejected() == OnRejection.DROP
        || any(expression.parts());
  }
}
