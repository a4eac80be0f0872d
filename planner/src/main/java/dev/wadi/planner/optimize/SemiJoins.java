package dev.wadi.planner.optimize;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// `WHERE EXISTS (...)` and `WHERE x IN (...)` as semi joins, `NOT EXISTS` as anti joins: each row
/// of the input is looked at once, so that it may be a stream. What does not fit is left to
/// Calcite's rules.
final class SemiJoins extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node instanceof Filter filter ? joined(filter) : node);
  }

  private static RelNode joined(Filter filter) {
    RelNode input = filter.getInput();
    RexBuilder builder = filter.getCluster().getRexBuilder();
    List<RexNode> rest = new ArrayList<>();
    for (RexNode part : RelOptUtil.conjunctions(filter.getCondition())) {
      Optional<RelNode> join = join(input, part, filter.getVariablesSet());
      if (join.isPresent()) {
        input = join.get();
      } else {
        rest.add(part);
      }
    }
    if (input == filter.getInput()) {
      return filter;
    }
    RexNode condition = RexUtil.composeConjunction(builder, rest);
    return condition.isAlwaysTrue()
        ? input
        : LogicalFilter.create(input, condition, ImmutableSet.copyOf(filter.getVariablesSet()));
  }

  private static Optional<RelNode> join(RelNode left, RexNode part, Set<CorrelationId> outer) {
    boolean negated = part.getKind() == SqlKind.NOT;
    RexNode tested = negated ? ((RexCall) part).getOperands().getFirst() : part;
    if (!(tested instanceof RexSubQuery query) || !joins(query, negated)) {
      return Optional.empty();
    }
    return CorrelatedRows.of(query, left, outer)
        .map(rows ->
            LogicalJoin.create(
                left,
                rows.rel(),
                List.of(),
                rows.condition(),
                Set.of(),
                negated ? JoinRelType.ANTI : JoinRelType.SEMI));
  }

  // NOT IN is unknown, not true, where a NULL is compared.
  private static boolean joins(RexSubQuery query, boolean negated) {
    return switch (query.getKind()) {
      case EXISTS -> true;
      case IN ->
          query.getOperands().stream().allMatch(one -> RexUtil.SubQueryFinder.find(one) == null)
              && !(negated && query.getType().isNullable());
      default -> false;
    };
  }
}
