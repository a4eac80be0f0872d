package dev.wadi.planner.optimize;

import dev.wadi.planner.resolve.OwnOperators;
import dev.wadi.planner.resolve.UserFunction;
import java.util.List;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;

/// Whether putting a projection's expressions in place of the references to them computes something
/// twice.
final class Repetition {
  private Repetition() {}

  /// Whether some call of the projection is referred to more than once.
  static boolean repeats(Project project, List<RexNode> users) {
    int[] uses = uses(project, users);
    for (int i = 0; i < uses.length; i++) {
      if (uses[i] > 1 && computes(project.getProjects().get(i))) {
        return true;
      }
    }
    return false;
  }

  /// Whether an uploaded function, or one that changes its mind, is referred to.
  static boolean usesCostly(Project project, RexNode user) {
    int[] uses = uses(project, List.of(user));
    for (int i = 0; i < uses.length; i++) {
      if (uses[i] > 0 && costly(project.getProjects().get(i))) {
        return true;
      }
    }
    return false;
  }

  private static int[] uses(Project project, List<RexNode> users) {
    int[] uses = new int[project.getProjects().size()];
    var counter =
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef reference) {
            uses[reference.getIndex()]++;
            return null;
          }
        };
    users.forEach(user -> user.accept(counter));
    return uses;
  }

  // The marker of the event time is a reference in disguise.
  private static boolean computes(RexNode expression) {
    return expression instanceof RexCall call && call.getOperator() != OwnOperators.EVENT_TIME;
  }

  private static boolean costly(RexNode expression) {
    boolean[] found = {!RexUtil.isDeterministic(expression)};
    expression.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            found[0] |= call.getOperator() instanceof UserFunction;
            return super.visitCall(call);
          }
        });
    return found[0];
  }
}
