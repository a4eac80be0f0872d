package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan.Retention;
import dev.wadi.planner.lower.TimeRole.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
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
/// @param windows by which both sides are joined, if they are
record JoinTimes(Retention left, Retention right, Optional<Windows> windows) {
  /// The windows that the rows of both sides stand for or are in.
  record Windows(TimeRole.Carried left, TimeRole.Carried right) {}

  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  /// @param ttl of rows of which the condition tells nothing
  static JoinTimes of(
      JoinKeys keys, List<RexNode> conditions, Relation left, Relation right, Retention ttl) {
    if (left.isChangelog() || right.isChangelog()) {
      return new JoinTimes(ttl, ttl, Optional.empty());
    }
    for (int i = 0; i < keys.probeColumns().size(); i++) {
      int leftKey = keys.probeColumns().get(i);
      int rightKey = keys.buildColumns().get(i);
      TimeRole leftRole = left.times().get(leftKey);
      TimeRole rightRole = right.times().get(rightKey);
      if (leftRole instanceof TimeRole.EventTime && rightRole instanceof TimeRole.EventTime) {
        return new JoinTimes(
            new Retention.Until(leftKey, 1), new Retention.Until(rightKey, 1), Optional.empty());
      }
      if (leftRole instanceof TimeRole.Carried one
          && rightRole instanceof TimeRole.Carried other
          && endTogether(one, other)) {
        return new JoinTimes(
            new Retention.Until(one.end(), 0),
            new Retention.Until(other.end(), 0),
            Optional.of(new Windows(one, other)));
      }
    }
    List<Bound> bounds = bounds(conditions, left, right);
    return new JoinTimes(
        until(bounds, true).orElse(ttl), until(bounds, false).orElse(ttl), Optional.empty());
  }

  // Whether windows of which one bound is equal have the same end.
  private static boolean endTogether(TimeRole.Carried one, TimeRole.Carried other) {
    boolean inTime = one.origin() != Origin.UNORDERED && other.origin() != Origin.UNORDERED;
    boolean sameEnd =
        switch (one.bound()) {
          case END, TIME -> true;
          case START ->
              one.shape().equals(other.shape())
                  && one.shape().identifiedBy(EnumSet.of(TimeRole.Bound.START));
        };
    return inTime && one.bound() == other.bound() && sameEnd;
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
