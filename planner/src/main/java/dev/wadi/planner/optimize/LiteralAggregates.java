package dev.wadi.planner.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlInternalOperators;

/// Calcite marks the rows of a sub-query with an aggregate that yields a constant: a projection
/// does the same.
final class LiteralAggregates extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof Aggregate aggregate
            && aggregate.getAggCallList().stream().anyMatch(LiteralAggregates::isLiteral)
        ? projected(aggregate)
        : visited;
  }

  private static boolean isLiteral(AggregateCall call) {
    return call.getAggregation() == SqlInternalOperators.LITERAL_AGG;
  }

  private static RelNode projected(Aggregate aggregate) {
    List<AggregateCall> others =
        aggregate.getAggCallList().stream().filter(call -> !isLiteral(call)).toList();
    RelNode counted =
        aggregate.copy(
            aggregate.getTraitSet(),
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            others);
    RexBuilder builder = aggregate.getCluster().getRexBuilder();
    List<RexNode> fields = new ArrayList<>();
    for (int i = 0; i < aggregate.getGroupCount(); i++) {
      fields.add(builder.makeInputRef(counted, i));
    }
    int next = aggregate.getGroupCount();
    for (AggregateCall call : aggregate.getAggCallList()) {
      fields.add(isLiteral(call) ? call.rexList.getFirst() : builder.makeInputRef(counted, next++));
    }
    return LogicalProject.create(counted, List.of(), fields, aggregate.getRowType(), Set.of());
  }
}
