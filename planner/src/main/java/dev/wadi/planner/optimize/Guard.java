package dev.wadi.planner.optimize;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/// Hides what a value is from Calcite, where it draws wrong conclusions from that.
final class Guard {
  // A value as it is.
  private static final SqlFunction SAME =
      new SqlFunction(
          "$SAME", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.SYSTEM);

  private Guard() {}

  static RexNode of(RexNode value, RexBuilder builder) {
    return builder.makeCall(value.getType(), SAME, List.of(value));
  }

  /// Shows all values of a tree again.
  static RelNode off(RelNode query) {
    RexShuttle values =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            return call.getOperator() == SAME
                ? call.getOperands().getFirst().accept(this)
                : super.visitCall(call);
          }
        };
    return query.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(node).accept(values);
          }
        });
  }
}
