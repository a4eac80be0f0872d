package dev.wadi.planner.lower;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/// The places of the rows that a condition on `ROW_NUMBER()` leaves.
///
/// @param offset how many of the first rows it leaves out
/// @param end the last place
/// @param others what else must be true
record RowBounds(int offset, int end, List<RexNode> others) {
  /// Empty if there are other functions, or no last place, or no place at all.
  static Optional<RowBounds> of(RexNode condition, Window window) {
    if (window.groups.size() != 1 || window.groups.getFirst().aggCalls.size() != 1) {
      return Optional.empty();
    }
    Window.RexWinAggCall call = window.groups.getFirst().aggCalls.getFirst();
    if (call.getOperator().getKind() != SqlKind.ROW_NUMBER) {
      return Optional.empty();
    }
    int place = window.getInput().getRowType().getFieldCount();
    RexBuilder builder = window.getCluster().getRexBuilder();
    long offset = 0;
    long end = Integer.MAX_VALUE;
    List<RexNode> others = new ArrayList<>();
    for (RexNode part : RelOptUtil.conjunctions(RexUtil.expandSearch(builder, null, condition))) {
      Optional<Comparison> comparison = Comparison.of(part, place);
      if (comparison.isEmpty()) {
        others.add(part);
      } else {
        offset = Math.max(offset, comparison.get().first() - 1);
        end = Math.min(end, comparison.get().last());
      }
    }
    return offset < end && end < Integer.MAX_VALUE
        ? Optional.of(new RowBounds((int) offset, (int) end, others))
        : Optional.empty();
  }

  /// What else must be true.
  RexNode rest(RexBuilder builder) {
    return RexUtil.composeConjunction(builder, others);
  }

  /// Places from one to another.
  private record Comparison(long first, long last) {
    private static Optional<Comparison> of(RexNode condition, int place) {
      if (!(condition instanceof RexCall call) || call.getOperands().size() != 2) {
        return Optional.empty();
      }
      RexNode left = call.getOperands().getFirst();
      RexNode right = call.getOperands().getLast();
      if (isPlace(left, place)) {
        return of(call.getKind(), right);
      }
      return isPlace(right, place) ? of(call.getKind().reverse(), left) : Optional.empty();
    }

    private static boolean isPlace(RexNode value, int place) {
      return value instanceof RexInputRef reference && reference.getIndex() == place;
    }

    private static Optional<Comparison> of(SqlKind kind, RexNode bound) {
      if (!(bound instanceof RexLiteral literal)
          || literal.isNull()
          || !(literal.getValue() instanceof BigDecimal number)
          || number.stripTrailingZeros().scale() > 0
          || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
        return Optional.empty();
      }
      long value = number.longValue();
      return switch (kind) {
        case EQUALS -> Optional.of(new Comparison(value, value));
        case LESS_THAN -> Optional.of(new Comparison(1, value - 1));
        case LESS_THAN_OR_EQUAL -> Optional.of(new Comparison(1, value));
        case GREATER_THAN -> Optional.of(new Comparison(value + 1, Integer.MAX_VALUE));
        case GREATER_THAN_OR_EQUAL -> Optional.of(new Comparison(value, Integer.MAX_VALUE));
        default -> Optional.empty();
      };
    }
  }
}
