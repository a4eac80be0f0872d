package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Operation;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.lower.TimeRole.Tumble;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Tumbling windows as SQL gives them.
final class Windows {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  private Windows() {}

  /// @param arguments literal width, and literal offset if there is one
  static Tumble tumble(List<RexNode> arguments) {
    long width = micros(arguments.getFirst(), "width");
    if (width <= 0) {
      throw new WadiException(
          ErrorCode.INVALID_WINDOW, "a window's width must be greater than zero");
    }
    return new Tumble(width, arguments.size() > 1 ? micros(arguments.get(1), "offset") : 0);
  }

  private static long micros(RexNode interval, String what) {
    if (!(interval instanceof RexLiteral literal) || literal.isNull()) {
      throw new WadiException(
          ErrorCode.INVALID_WINDOW, "a window's %s must be a constant".formatted(what));
    }
    if (literal.getType().getIntervalQualifier().isYearMonth()) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW, "a window's %s cannot be counted in months".formatted(what))
          .withHint("months differ in length: use days");
    }
    return literal.getValueAs(BigDecimal.class).multiply(MICROS_PER_MILLI).longValueExact();
  }

  /// What a bound is called where SQL gives it no name.
  static String name(Bound bound) {
    return switch (bound) {
      case START -> "window_start";
      case END -> "window_end";
    };
  }

  /// The start or end of the window that a time lies in.
  static Expression bound(InputColumn time, Tumble tumble, Bound bound) {
    Expression start =
        new Call(
            Operation.WINDOW_START,
            List.of(
                time,
                Literals.micros(tumble.widthMicros()),
                Literals.micros(tumble.offsetMicros())),
            time.type());
    return switch (bound) {
      case START -> start;
      case END ->
          new Call(
              Operation.ADD, List.of(start, Literals.micros(tumble.widthMicros())), time.type());
    };
  }
}
