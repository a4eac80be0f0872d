package dev.wadi.planner.optimize;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// `NULL IN (SELECT ...)` is null if there are rows, else false. Calcite takes it for null whether
/// there are any or not, if the sub-query is correlated.
final class NullSearches extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    RexBuilder builder = node.getCluster().getRexBuilder();
    return visited.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            RexSubQuery inner = query.clone(query.rel.accept(NullSearches.this));
            return searchesNull(inner) ? unknownIfAny(inner, builder) : super.visitSubQuery(inner);
          }
        });
  }

  private static boolean searchesNull(RexSubQuery query) {
    return query.getKind() == SqlKind.IN
        && query.getOperands().size() == 1
        && RexUtil.isNullLiteral(query.getOperands().getFirst(), true);
  }

  private static RexNode unknownIfAny(RexSubQuery query, RexBuilder builder) {
    return builder.makeCall(
        query.getType(),
        SqlStdOperatorTable.CASE,
        List.of(
            RexSubQuery.exists(query.rel),
            builder.makeNullLiteral(query.getType()),
            builder.makeLiteral(false)));
  }
}
