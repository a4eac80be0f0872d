package dev.wadi.planner.optimize;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// What Calcite gets wrong of IN where nulls are searched, or found. `NULL IN (SELECT ...)` is null
/// if there are rows, else false; Calcite takes it for null whether there are any or not, if the
/// sub-query is correlated. And a constant in `(1 IN (SELECT ...)) IS TRUE` it takes for found
/// where there is only a null.
final class NullSearches extends RelHomogeneousShuttle {
  private static final Set<SqlKind> TESTS =
      EnumSet.of(SqlKind.IS_TRUE, SqlKind.IS_NOT_TRUE, SqlKind.IS_FALSE, SqlKind.IS_NOT_FALSE);

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    RexBuilder builder = node.getCluster().getRexBuilder();
    return visited.accept(
        new RexShuttle() {
          private int tests;

          @Override
          public RexNode visitCall(RexCall call) {
            boolean test = TESTS.contains(call.getKind());
            tests += test ? 1 : 0;
            RexNode visitedCall = super.visitCall(call);
            tests -= test ? 1 : 0;
            return visitedCall;
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            RexSubQuery inner = query.clone(query.rel.accept(NullSearches.this));
            if (searchesNull(inner)) {
              return unknownIfAny(inner, builder);
            }
            return super.visitSubQuery(
                tests > 0 && searchesConstant(inner) ? guarded(inner, builder) : inner);
          }
        });
  }

  private static boolean searchesConstant(RexSubQuery query) {
    return query.getKind() == SqlKind.IN && RexUtil.allLiterals(query.getOperands());
  }

  private static RexSubQuery guarded(RexSubQuery query, RexBuilder builder) {
    List<RexNode> values =
        query.getOperands().stream().map(value -> Guard.of(value, builder)).toList();
    return RexSubQuery.in(query.rel, ImmutableList.copyOf(values));
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
