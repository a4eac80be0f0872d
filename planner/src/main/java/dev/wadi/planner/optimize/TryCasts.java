package dev.wadi.planner.optimize;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;

/// Hides TRY_CAST from Calcite's simplifier, which makes a CAST of it where it takes another cast
/// out of its argument.
final class TryCasts extends RelHomogeneousShuttle {
  private static final SqlFunction HIDDEN =
      new SqlFunction(
          "$TRY_CAST", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.SYSTEM);

  private final boolean hide;
  private final RexBuilder builder;

  private TryCasts(boolean hide, RelNode root) {
    this.hide = hide;
    this.builder = root.getCluster().getRexBuilder();
  }

  static RelNode hide(RelNode query) {
    return query.accept(new TryCasts(true, query));
  }

  static RelNode show(RelNode query) {
    return query.accept(new TryCasts(false, query));
  }

  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node).accept(new Calls());
  }

  private final class Calls extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (!(visited instanceof RexCall cast)) {
        return visited;
      }
      if (hide) {
        return cast.getKind() == SqlKind.SAFE_CAST ? as(HIDDEN, cast) : cast;
      }
      return cast.getOperator() == HIDDEN ? as(SqlLibraryOperators.TRY_CAST, cast) : cast;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      return super.visitSubQuery(query.clone(query.rel.accept(TryCasts.this)));
    }

    private RexNode as(SqlOperator operator, RexCall cast) {
      return builder.makeCall(cast.getType(), operator, cast.getOperands());
    }
  }
}
