package dev.wadi.planner.optimize;

import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Simplifies every expression of a tree. Calcite's rules for that ask for statistics that we do
/// not have, and compile Java to do it.
final class Simplification extends RelHomogeneousShuttle {
  private final RexSimplify simplify;
  private final RexBuilder builder;
  // The simplifier takes any constant pattern for a text, and fails at comparisons with NULL.
  private final RexShuttle nullPatterns =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          return isUnknown(call) ? builder.makeNullLiteral(call.getType()) : super.visitCall(call);
        }

        private boolean isUnknown(RexCall call) {
          List<RexNode> operands = call.getOperands();
          return switch (call.getKind()) {
            case LIKE -> RexUtil.isNull(operands.get(1));
            case EQUALS,
                NOT_EQUALS,
                LESS_THAN,
                LESS_THAN_OR_EQUAL,
                GREATER_THAN,
                GREATER_THAN_OR_EQUAL ->
                !RexOver.containsOver(call)
                    && operands.stream()
                        .map(simplify::simplifyPreservingType)
                        .anyMatch(RexUtil::isNull);
            default -> false;
          };
        }
      };

  // The simplifier leaves alone what a window function is over.
  private final RexShuttle withinWindows =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          return RexOver.containsOver(call)
              ? super.visitCall(call)
              : simplify.simplifyPreservingType(call);
        }
      };

  Simplification(RelNode root) {
    this.builder = root.getCluster().getRexBuilder();
    this.simplify = new RexSimplify(builder, RelOptPredicateList.EMPTY, new ConstantTexts());
  }

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return switch (visited) {
      case Filter filter ->
          filter.copy(filter.getTraitSet(), filter.getInput(), condition(filter.getCondition()));
      case Project project -> project(project);
      case Join join ->
          join.copy(
              join.getTraitSet(),
              condition(join.getCondition()),
              join.getLeft(),
              join.getRight(),
              join.getJoinType(),
              join.isSemiJoinDone());
      default -> visited;
    };
  }

  private RexNode condition(RexNode condition) {
    RexNode known = condition.accept(nullPatterns);
    RexNode simple = RexUtil.flatten(builder, simplify.simplifyUnknownAsFalse(known));
    // Of some CASE with constant texts Calcite makes a text.
    return SqlTypeUtil.inBooleanFamily(simple.getType())
        // To a condition NULL is as good as false, so it must not be cast to be nullable.
        ? RexUtil.removeNullabilityCast(builder.getTypeFactory(), simple)
        : known;
  }

  private RelNode project(Project project) {
    List<RexNode> expressions =
        project.getProjects().stream()
            .map(expression -> expression.accept(nullPatterns).accept(withinWindows))
            .map(expression -> simplify.simplifyPreservingType(expression))
            .toList();
    return project.copy(
        project.getTraitSet(), project.getInput(), expressions, project.getRowType());
  }
}
