package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.planner.lower.TimeRole.Tumble;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/// `tumble(width)` or `tumble(time, width)` as an expression.
///
/// @param timeColumn of the input's plan
record TumbleCall(int timeColumn, Tumble tumble) {
  static TumbleCall of(RexCall call, Relation input, Expressions expressions) {
    List<RexNode> arguments = call.getOperands();
    SqlTypeName first = arguments.getFirst().getType().getSqlTypeName();
    if (first != SqlTypeName.TIMESTAMP && first != SqlTypeName.DATE) {
      return new TumbleCall(eventTime(input), Windows.tumble(arguments));
    }
    Expression time = expressions.lower(arguments.getFirst());
    if (first == SqlTypeName.TIMESTAMP && time instanceof InputColumn column) {
      return new TumbleCall(column.index(), Windows.tumble(arguments.subList(1, arguments.size())));
    }
    throw new WadiException(
            ErrorCode.INVALID_WINDOW, "the time of tumble(time, width) must be a TIMESTAMP column")
        .withHint("compute it in a sub-query, or as a generated column of the table");
  }

  private static int eventTime(Relation input) {
    if (input.hasEventTime()) {
      return input.eventTime();
    }
    throw new WadiException(
            ErrorCode.INVALID_WATERMARK,
            "tumble(width) needs an input with event time, but no table of it has a watermark")
        .withHint("declare WATERMARK FOR column in CREATE TABLE, or write tumble(column, width)");
  }
}
