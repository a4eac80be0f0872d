package dev.wadi.planner.optimize;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// The rows of a sub-query that know nothing of the outer query, and how they belong to its rows.
///
/// @param condition over the fields of the outer rows, then those of `rel`
record CorrelatedRows(RelNode rel, RexNode condition) {

  /// Empty if the sub-query refers to the outer query elsewhere than in its WHERE clause.
  ///
  /// @param outer variables that stand for the rows of `left`
  static Optional<CorrelatedRows> of(RexSubQuery query, RelNode left, Set<CorrelationId> outer) {
    RelNode rows = query.rel;
    List<RexNode> compared = null;
    if (rows instanceof Project project) {
      compared = project.getProjects();
      rows = project.getInput();
      if (query.getKind() == SqlKind.IN && compared.stream().anyMatch(CorrelatedRows::refers)) {
        return Optional.empty();
      }
    }
    List<RexNode> own = new ArrayList<>();
    List<RexNode> correlated = new ArrayList<>();
    Set<CorrelationId> variables = Set.of();
    if (rows instanceof Filter filter) {
      rows = filter.getInput();
      variables = filter.getVariablesSet();
      for (RexNode part : RelOptUtil.conjunctions(filter.getCondition())) {
        (refers(part) ? correlated : own).add(part);
      }
    }
    RexBuilder builder = query.rel.getCluster().getRexBuilder();
    if (!own.isEmpty()) {
      rows =
          LogicalFilter.create(
              rows, RexUtil.composeConjunction(builder, own), ImmutableSet.copyOf(variables));
    }
    if (!RelOptUtil.getVariablesUsed(rows).isEmpty()
        || !correlated.stream().allMatch(part -> plain(part, outer))) {
      return Optional.empty();
    }
    int width = left.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    if (query.getKind() == SqlKind.IN) {
      for (int i = 0; i < query.getOperands().size(); i++) {
        RexNode value = compared == null ? builder.makeInputRef(rows, i) : compared.get(i);
        conditions.add(
            builder.makeCall(
                SqlStdOperatorTable.EQUALS,
                query.getOperands().get(i),
                RexUtil.shift(value, width)));
      }
    }
    correlated.forEach(part -> conditions.add(joined(part, left, width, builder)));
    return Optional.of(new CorrelatedRows(rows, RexUtil.composeConjunction(builder, conditions)));
  }

  private static boolean refers(RexNode node) {
    return RexUtil.containsCorrelation(node);
  }

  // Only fields of the outer rows, and no sub-query, whose insides nobody rewrites here.
  private static boolean plain(RexNode node, Set<CorrelationId> outer) {
    boolean[] plain = {RexUtil.SubQueryFinder.find(node) == null};
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCorrelVariable(RexCorrelVariable variable) {
            plain[0] &= outer.contains(variable.id);
            return null;
          }
        });
    return plain[0];
  }

  /// A condition of the sub-query over the fields of the outer rows and then its own.
  static RexNode joined(RexNode part, RelNode left, int width, RexBuilder builder) {
    return part.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return RexUtil.shift(reference, width);
          }

          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            return access.getReferenceExpr() instanceof RexCorrelVariable
                ? builder.makeInputRef(left, access.getField().getIndex())
                : super.visitFieldAccess(access);
          }
        });
  }
}
