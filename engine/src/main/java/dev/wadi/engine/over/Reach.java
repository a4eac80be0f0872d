package dev.wadi.engine.over;

import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import java.math.BigDecimal;

/// How far back the rows to come can look: at so many of the last rows, and at those that are no
/// older than a span, in the unit of the time column.
record Reach(long rows, BigDecimal span) {
  private static final BigDecimal NONE = BigDecimal.ONE.negate();

  static Reach of(OverPlan.TimedOver over) {
    Reach reach = new Reach(over.lag(), NONE);
    for (OverCall call : over.calls()) {
      reach =
          switch (call) {
            case OverCall.Nth nth -> reach.with(nth.frame());
            case OverCall.Aggregated aggregated -> reach.with(aggregated.frame());
            case OverCall.Rank _, OverCall.Ntile _, OverCall.Shift _ -> reach;
          };
    }
    return reach;
  }

  private Reach with(Frame frame) {
    return switch (frame.lower()) {
      case Frame.Bound.Unbounded _ -> this;
      case Frame.Bound.Offset offset when frame.rows() ->
          withRows(offset.distance().negate().longValue());
      case Frame.Bound.Offset offset -> new Reach(rows, span.max(offset.distance().negate()));
    };
  }

  private Reach withRows(long count) {
    return new Reach(Math.max(rows, count), span);
  }

  boolean isNothing() {
    return rows == 0 && span.signum() < 0;
  }
}
