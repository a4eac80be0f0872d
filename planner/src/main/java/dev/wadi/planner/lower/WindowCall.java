package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.planner.resolve.WindowFunction;
import dev.wadi.planner.resolve.WindowKind;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// `tumble(width)` or `tumble(time, width)` as an expression, and the like.
///
/// @param window over a time column of the input's plan
/// @param known where the input has this window already, because it was grouped by it
record WindowCall(RowWindow window, Optional<Slot.Window> known) {
  static WindowCall of(RexCall call, Relation input, Expressions expressions) {
    WindowKind kind = ((WindowFunction) call.getOperator()).kind();
    List<RexNode> arguments = call.getOperands();
    RelDataType first = arguments.getFirst().getType();
    if (SqlTypeUtil.isInterval(first)) {
      return overEventTime(kind, arguments, input);
    }
    Expression time = expressions.lower(arguments.getFirst());
    boolean timestamp = first.getSqlTypeName() == SqlTypeName.TIMESTAMP || SqlTypes.isMoment(first);
    if (timestamp && time instanceof InputColumn column) {
      WindowShape shape = Windows.shape(kind, arguments.subList(1, arguments.size()));
      return new WindowCall(RowWindow.of(column.index(), shape), Optional.empty());
    }
    throw new WadiException(
            ErrorCode.INVALID_WINDOW,
            "the time of %s(time, ...) must be a TIMESTAMP column".formatted(name(kind)))
        .withHint("compute it in a sub-query, or as a generated column of the table");
  }

  private static String name(WindowKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  // Over rows that stand for a window of the same shape, that window itself is meant.
  private static WindowCall overEventTime(
      WindowKind kind, List<RexNode> arguments, Relation input) {
    if (!input.hasEventTime()) {
      throw new WadiException(
              ErrorCode.INVALID_WATERMARK,
              "%s without a time needs an input with event time, but no table of it has a watermark"
                  .formatted(name(kind)))
          .withHint(
              "declare WATERMARK FOR column in CREATE TABLE, or write %s(column, ...)"
                  .formatted(name(kind)));
    }
    WindowShape shape = Windows.shape(kind, arguments);
    RowWindow window = RowWindow.of(input.eventTime(), shape);
    if (!(input.times().get(input.eventTime()) instanceof TimeRole.Carried inner)) {
      return new WindowCall(window, Optional.empty());
    }
    if (inner.shape().equals(shape) && kind != WindowKind.SESSION) {
      return new WindowCall(window, Optional.of(new Slot.Window(inner.start(), inner.end())));
    }
    if (shape.respects(inner.shape())) {
      return new WindowCall(RowWindow.of(inner.start(), shape), Optional.empty());
    }
    throw new WadiException(
            ErrorCode.INVALID_WINDOW,
            "these windows do not fit those of the sub-query, whose rows they group")
        .withHint(
            "use the same window, a multiple of a tumbling one, or name a time:"
                + " %s(window_end, ...)".formatted(name(kind)));
  }
}
