package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Window functions in event-time order that look at no later rows, and not endlessly far back but
/// for what can be added up: their results are final when the watermark has passed a row.
///
/// @param lag how many rows before a row the calls of LAG look at, at most
record BackwardCalls(List<OverCall> calls, long lag, Release.ByTime release) {
  private static final long LAG_MAX = 1_000_000;

  /// Empty if the functions or their order are others.
  static Optional<BackwardCalls> of(
      Window window, Window.Group group, Relation input, List<SortKey> order, List<OverCall> all) {
    Optional<Release.ByTime> release = release(input, order);
    List<OverCall> calls = new ArrayList<>();
    long lag = 0;
    for (int i = 0; i < all.size(); i++) {
      Optional<OverCall> call = backward(all.get(i));
      Optional<Long> distance = lag(window, group.aggCalls.get(i), all.get(i));
      if (call.isEmpty() || distance.isEmpty()) {
        return Optional.empty();
      }
      calls.add(call.get());
      lag = Math.max(lag, distance.get());
    }
    long farthest = lag;
    return release.map(time -> new BackwardCalls(calls, farthest, time));
  }

  private static Optional<Release.ByTime> release(Relation input, List<SortKey> order) {
    if (input.isChangelog() || order.isEmpty()) {
      return Optional.empty();
    }
    SortKey first = order.getFirst();
    boolean nullsLast = !first.nullsFirst() || !input.fieldOf(first.column()).isNullable();
    return first.descending()
            || !nullsLast
            || !(input.times().get(first.column()) instanceof TimeRole.EventTime)
        ? Optional.empty()
        : Optional.of(new Release.ByTime(first.column(), 1));
  }

  private static Optional<OverCall> backward(OverCall call) {
    return switch (call) {
      case OverCall.Rank rank ->
          switch (rank.function()) {
            case ROW_NUMBER, RANK, DENSE_RANK -> Optional.of(call);
            case PERCENT_RANK, CUME_DIST -> Optional.empty();
          };
      case OverCall.Shift shift ->
          shift.back() && !shift.ignoreNulls() ? Optional.of(call) : Optional.empty();
      case OverCall.Nth nth -> backward(nth);
      case OverCall.Aggregated aggregated ->
          looksBack(aggregated.frame()) ? Optional.of(call) : Optional.empty();
      case OverCall.Ntile _ -> Optional.empty();
    };
  }

  // The first value of all is a total like others; the last one is never far.
  private static Optional<OverCall> backward(OverCall.Nth nth) {
    boolean fromStart = nth.frame().lower() instanceof Frame.Bound.Unbounded;
    if (!looksBack(nth.frame()) || fromStart && nth.ignoreNulls()) {
      return Optional.empty();
    }
    if (!fromStart || nth.last()) {
      return Optional.of(nth);
    }
    if (nth.place() >= 0) {
      return Optional.empty();
    }
    var first =
        new AggregateCall(
            AggregateFunction.FIRST_VALUE,
            List.of(nth.argument()),
            List.of(),
            List.of(),
            false,
            -1,
            nth.type());
    return Optional.of(new OverCall.Aggregated(first, nth.frame()));
  }

  private static boolean looksBack(Frame frame) {
    boolean toHere =
        frame.upper() instanceof Frame.Bound.Offset upper && upper.distance().signum() == 0;
    boolean fromBefore =
        !(frame.lower() instanceof Frame.Bound.Offset lower) || lower.distance().signum() <= 0;
    return toHere && fromBefore;
  }

  /// How far back a LAG looks, 0 for other functions; empty if that is not known.
  private static Optional<Long> lag(Window window, Window.RexWinAggCall sql, OverCall call) {
    if (!(call instanceof OverCall.Shift shift)) {
      return Optional.of(0L);
    }
    if (shift.distance() < 0) {
      return Optional.of(1L);
    }
    int fields = window.getInput().getRowType().getFieldCount();
    RexNode distance = sql.getOperands().get(1);
    if (distance instanceof RexInputRef reference && reference.getIndex() >= fields) {
      distance = window.constants.get(reference.getIndex() - fields);
    }
    return distance instanceof RexLiteral literal && !literal.isNull()
        ? Optional.of(literal.getValueAs(Long.class)).filter(rows -> rows >= 0 && rows <= LAG_MAX)
        : Optional.empty();
  }
}
