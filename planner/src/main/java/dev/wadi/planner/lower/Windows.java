package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.Window;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.resolve.WindowKind;
import dev.wadi.planner.resolve.WindowTableFunction;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Windows as SQL gives them, and as the engine takes them.
final class Windows {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  private static final String EXAMPLE = "write a constant such as INTERVAL '1' MINUTE";

  private Windows() {}

  /// @param intervals literals, as many as the kind takes
  static WindowShape shape(WindowKind kind, List<RexNode> intervals) {
    return switch (kind) {
      case TUMBLE -> tumble(intervals);
      case HOP -> hop(intervals);
      case CUMULATE -> cumulate(intervals);
      case SESSION -> new WindowShape.Session(positive(intervals.getFirst(), "gap"));
    };
  }

  private static WindowShape tumble(List<RexNode> intervals) {
    RexNode width = intervals.getFirst();
    if (!isMonths(width)) {
      return new WindowShape.Tumble(positive(width, "width"), offset(intervals, 1));
    }
    refuseOffset(intervals, 1);
    int months = months(width, "width");
    return new WindowShape.Monthly(months, months);
  }

  private static WindowShape hop(List<RexNode> intervals) {
    RexNode slide = intervals.getFirst();
    RexNode width = intervals.get(1);
    if (!isMonths(slide) || !isMonths(width)) {
      return new WindowShape.Hop(
          positive(slide, "slide"), positive(width, "width"), offset(intervals, 2));
    }
    refuseOffset(intervals, 2);
    return new WindowShape.Monthly(months(slide, "slide"), months(width, "width"));
  }

  private static WindowShape cumulate(List<RexNode> intervals) {
    long step = positive(intervals.getFirst(), "step");
    long width = positive(intervals.get(1), "width");
    if (width % step != 0) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW, "the width of CUMULATE must be a multiple of its step")
          .withHint("the step comes first, then the width");
    }
    return new WindowShape.Cumulate(step, width, offset(intervals, 2));
  }

  private static long offset(List<RexNode> intervals, int place) {
    return intervals.size() > place ? micros(intervals.get(place), "offset") : 0;
  }

  private static long positive(RexNode interval, String what) {
    return positive(micros(interval, what), what);
  }

  private static long positive(long span, String what) {
    if (span <= 0) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW, "a window's %s must be greater than zero".formatted(what))
          .withHint(EXAMPLE);
    }
    return span;
  }

  private static boolean isMonths(RexNode interval) {
    return interval.getType().getIntervalQualifier().isYearMonth();
  }

  private static int months(RexNode interval, String what) {
    BigDecimal months = constant(interval, what).getValueAs(BigDecimal.class);
    return (int) positive(months.longValueExact(), what);
  }

  private static void refuseOffset(List<RexNode> intervals, int place) {
    if (intervals.size() > place) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW, "windows of months begin with a month and have no offset")
          .withHint("leave the offset out");
    }
  }

  private static RexLiteral constant(RexNode interval, String what) {
    if (interval instanceof RexLiteral literal && !literal.isNull()) {
      return literal;
    }
    throw new WadiException(
            ErrorCode.INVALID_WINDOW, "a window's %s must be a constant".formatted(what))
        .withHint(EXAMPLE);
  }

  private static long micros(RexNode interval, String what) {
    RexLiteral literal = constant(interval, what);
    if (isMonths(literal)) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW,
              "this window's %s cannot be counted in months".formatted(what))
          .withHint("TUMBLE takes months, and HOP if slide and width are months");
    }
    return literal.getValueAs(BigDecimal.class).multiply(MICROS_PER_MILLI).longValueExact();
  }

  /// What the engine cuts.
  static Window window(RowWindow window) {
    int time = window.timeColumn();
    return switch (window.shape()) {
      case WindowShape.Tumble w -> new Window.Tumbling(time, w.widthMicros(), w.offsetMicros());
      case WindowShape.Hop w ->
          new Window.Hopping(time, w.slideMicros(), w.widthMicros(), w.offsetMicros());
      case WindowShape.Monthly w -> new Window.Monthly(time, w.slideMonths(), w.widthMonths());
      case WindowShape.Cumulate w ->
          new Window.Cumulating(time, w.stepMicros(), w.widthMicros(), w.offsetMicros());
      case WindowShape.Session w -> new Window.Session(time, w.gapMicros());
    };
  }

  /// What a bound is called where SQL gives it no name.
  static String name(Bound bound) {
    return switch (bound) {
      case START -> WindowTableFunction.WINDOW_START;
      case END -> WindowTableFunction.WINDOW_END;
      case TIME -> WindowTableFunction.WINDOW_TIME;
    };
  }

  /// A bound of the tumbling window that a time lies in.
  static Expression bound(InputColumn time, WindowShape.Tumble tumble, Bound bound) {
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
      case END -> plus(start, tumble.widthMicros());
      case TIME -> plus(start, tumble.widthMicros() - WindowShape.MILLI);
    };
  }

  /// The last millisecond of a window that ends at a time.
  static Expression lastMilli(Expression end) {
    return plus(end, -WindowShape.MILLI);
  }

  private static Expression plus(Expression time, long micros) {
    return new Call(Operation.ADD, List.of(time, Literals.micros(micros)), time.type());
  }
}
