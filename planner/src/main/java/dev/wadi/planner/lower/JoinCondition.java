package dev.wadi.planner.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// A join's condition, taken apart.
///
/// @param left fields of the left input, each equal to the field of the right one at the same place
/// @param right fields of the right input
/// @param residual everything else, over the fields of both
record JoinCondition(List<Integer> left, List<Integer> right, List<RexNode> residual) {

  static JoinCondition of(Join join) {
    int leftFields = join.getLeft().getRowType().getFieldCount();
    JoinCondition condition =
        new JoinCondition(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (RexNode part : RelOptUtil.conjunctions(join.getCondition())) {
      condition.add(part, leftFields);
    }
    return condition;
  }

  private void add(RexNode part, int leftFields) {
    if (part.getKind() == SqlKind.EQUALS
        && ((RexCall) part).getOperands().get(0) instanceof RexInputRef one
        && ((RexCall) part).getOperands().get(1) instanceof RexInputRef other) {
      int low = Math.min(one.getIndex(), other.getIndex());
      int high = Math.max(one.getIndex(), other.getIndex());
      if (low < leftFields && high >= leftFields) {
        left.add(low);
        right.add(high - leftFields);
        return;
      }
    }
    residual.add(part);
  }
}
