package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan.Retention;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/// How long the rows of both sides of a join have to be kept, as far as its condition tells.
///
/// @param windowed whether both sides are joined by the window that they were grouped by
record JoinTimes(Retention left, Retention right, boolean windowed) {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  static JoinTimes of(JoinKeys keys, List<RexNode> conditions, Relation left, Relation right) {
    Retention ttl = new Retention.Ttl(Updating.TTL_MILLIS);
    boolean timed =
        !left.isChangelog() && !right.isChangelog() && left.hasEventTime() && right.hasEventTime();
    if (!timed) {
      return new JoinTimes(ttl, ttl, false);
    }
    for (int i = 0; i < keys.probeColumns().size(); i++) {
      int leftKey = keys.probeColumns().get(i);
      int rightKey = keys.buildColumns().get(i);
      Optional<Long> plus = untilEnd(left.times().get(leftKey), right.times().get(rightKey));
      if (plus.isPresent()) {
        boolean windowed = !(left.times().get(leftKey) instanceof TimeRole.EventTime);
        return new JoinTimes(
            new Retention.Until(leftKey, plus.get()),
            new Retention.Until(rightKey, plus.get()),
            windowed);
      }
    }
    List<Bound> bounds = bounds(conditions, left, right);
    return new JoinTimes(until(bounds, true).orElse(ttl), until(bounds, false).orElse(ttl), false);
  }

  // Equal times: how long after its time a row may still meet its equal.
  private static Optional<Long> untilEnd(TimeRole left, TimeRole right) {
    return switch (left) {
      case TimeRole.EventTime _ when right instanceof TimeRole.EventTime -> Optional.of(1L);
      case TimeRole.EmittedEnd end
          when right instanceof TimeRole.EmittedEnd other && end.tumble().equals(other.tumble()) ->
          Optional.of(0L);
      case TimeRole.EmittedStart start when start.equals(right) ->
          Optional.of(start.tumble().widthMicros());
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Retention> until(List<Bound> bounds, boolean left) {
    return bounds.stream()
        .filter(bound -> bound.left() == left)
        .findFirst()
        .map(bound -> new Retention.Until(bound.column(), bound.plusMicros()));
  }

  /// A row of a side meets no row of the other whose event time is later than this.
  private record Bound(boolean left, int column, long plusMicros) {}

  /// A TIMESTAMP column of one side, and a constant span.
  private record Term(boolean left, int column, long plusMicros) {}

  private static List<Bound> bounds(List<RexNode> conditions, Relation left, Relation right) {
    List<Bound> bounds = new ArrayList<>();
    for (RexNode condition : conditions) {
      if (condition instanceof RexCall call && call.getOperands().size() == 2) {
        Optional<Term> first = term(call.getOperands().get(0), left, right);
        Optional<Term> second = term(call.getOperands().get(1), left, right);
        if (first.isPresent() && second.isPresent()) {
          add(call.getKind(), first.get(), second.get(), left, right, bounds);
        }
      }
    }
    return bounds;
  }

  private static void add(
      SqlKind kind, Term first, Term second, Relation left, Relation right, List<Bound> bounds) {
    switch (kind) {
      case LESS_THAN, LESS_THAN_OR_EQUAL -> addOrdered(first, second, left, right, bounds);
      case GREATER_THAN, GREATER_THAN_OR_EQUAL -> addOrdered(second, first, left, right, bounds);
      default -> {
        // Tells nothing about later rows.
      }
    }
  }

  // One microsecond more, as the watermark itself may still come as a time.
  private static void addOrdered(
      Term low, Term high, Relation left, Relation right, List<Bound> bounds) {
    Relation lowSide = low.left() ? left : right;
    if (low.left() != high.left()
        && lowSide.times().get(low.column()) instanceof TimeRole.EventTime) {
      long plus = high.plusMicros() - low.plusMicros() + 1;
      bounds.add(new Bound(high.left(), high.column(), plus));
    }
  }

  private static Optional<Term> term(RexNode node, Relation left, Relation right) {
    if (node instanceof RexInputRef reference) {
      return column(reference.getIndex(), left, right)
          .filter(_ -> node.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP);
    }
    if (node instanceof RexCall call && call.getOperands().size() == 2) {
      Optional<Long> span = span(call.getOperands().get(1));
      if (span.isPresent() && (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS)) {
        long sign = call.getKind() == SqlKind.PLUS ? 1 : -1;
        return term(call.getOperands().get(0), left, right)
            .map(term ->
                new Term(term.left(), term.column(), term.plusMicros() + sign * span.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Term> column(int field, Relation left, Relation right) {
    int width = left.slots().size();
    Slot slot = field < width ? left.slots().get(field) : right.slots().get(field - width);
    return slot instanceof Slot.Column column
        ? Optional.of(new Term(field < width, column.index(), 0))
        : Optional.empty();
  }

  private static Optional<Long> span(RexNode node) {
    return node instanceof RexLiteral literal
            && !literal.isNull()
            && SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())
        ? Optional.of(
            literal.getValueAs(BigDecimal.class).multiply(MICROS_PER_MILLI).longValueExact())
        : Optional.empty();
  }
}
