package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.lower.TimeRole.Origin;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Gives rows the windows that they belong to, one copy of the row for each. An aggregation by
/// these windows does not need that; everything else does.
final class Assignment {
  private Assignment() {}

  /// Whether rows stand for as many as there are windows that they belong to.
  static boolean isPending(Relation relation) {
    return pending(relation).isPresent();
  }

  /// Whether a field is a bound of such a window, and so empty.
  static boolean isPending(Relation relation, int field) {
    int column =
        switch (relation.slots().get(field)) {
          case Slot.Column plain -> plain.index();
          case Slot.Window window -> window.start();
        };
    return pending(relation.times().get(column)).isPresent();
  }

  private static Optional<RowWindow> pending(Relation relation) {
    return relation.times().values().stream()
        .map(Assignment::pending)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<RowWindow> pending(TimeRole role) {
    return role instanceof TimeRole.OfWindow of && !of.window().shape().followsFromTime()
        ? Optional.of(of.window())
        : Optional.empty();
  }

  /// The relation with all windows that rows belong to.
  static Relation complete(Relation relation) {
    Relation complete = relation;
    for (var window = pending(complete); window.isPresent(); window = pending(complete)) {
      complete = assigned(complete, window.get());
    }
    return complete;
  }

  /// The relation whose rows are in their windows, where these follow from the event time, and both
  /// of their bounds are columns.
  static Relation carried(Relation relation) {
    Map<Integer, TimeRole> times = new HashMap<>(relation.times());
    relation
        .times()
        .forEach((column, role) -> {
          if (role instanceof TimeRole.OfWindow of
              && of.window().shape().followsFromTime()
              && relation.times().get(of.window().timeColumn()) instanceof TimeRole.EventTime) {
            int start = bound(relation, of.window(), Bound.START);
            int end = bound(relation, of.window(), Bound.END);
            if (start >= 0 && end >= 0) {
              times.put(
                  column,
                  new TimeRole.Carried(
                      of.window().shape(), start, end, of.bound(), Origin.ASSIGNED));
            }
          }
        });
    return new Relation(
        relation.plan(),
        relation.slots(),
        times,
        relation.eventTime(),
        relation.change(),
        relation.bounded());
  }

  // The column of a bound, or -1.
  private static int bound(Relation relation, RowWindow window, Bound bound) {
    return relation.times().entrySet().stream()
        .filter(entry -> entry.getValue().equals(new TimeRole.OfWindow(window, bound)))
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }

  private static Relation assigned(Relation relation, RowWindow window) {
    if (window.shape() instanceof WindowShape.Session) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL,
              "the rows of session windows cannot be looked at one by one")
          .withHint("group by the window, that is by window_start and window_end");
    }
    Plan input = relation.plan();
    int width = input.schema().getFields().size();
    Field bound = Types.withNullability(relation.fieldOf(window.timeColumn()), false);
    List<Field> fields = new ArrayList<>(input.schema().getFields());
    fields.add(Types.named(Windows.name(Bound.START), bound));
    fields.add(Types.named(Windows.name(Bound.END), bound));
    Plan assigned = new Plan.AssignWindows(input, Windows.window(window), new Schema(fields));
    return filled(relation, window, relation.withPlan(assigned), width);
  }

  // Columns stay where they are; those that were empty get their values.
  private static Relation filled(Relation before, RowWindow window, Relation assigned, int start) {
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < start + 2; i++) {
      columns.add(assigned.column(i));
      names.add(assigned.fieldOf(i).getName());
    }
    Map<Integer, TimeRole> times = new HashMap<>(before.times());
    boolean inTime = before.times().get(window.timeColumn()) instanceof TimeRole.EventTime;
    before
        .times()
        .forEach((column, role) -> {
          if (role instanceof TimeRole.OfWindow of && of.window().equals(window)) {
            columns.set(column, value(assigned, of.bound(), start));
            times.put(
                column,
                new TimeRole.Carried(
                    window.shape(),
                    start,
                    start + 1,
                    of.bound(),
                    inTime ? Origin.ASSIGNED : Origin.UNORDERED));
          }
        });
    return new Relation(
        Plans.project(assigned.plan(), columns, names),
        before.slots(),
        times,
        before.eventTime(),
        before.change(),
        before.bounded());
  }

  private static Expression value(Relation assigned, Bound bound, int start) {
    return switch (bound) {
      case START -> assigned.column(start);
      case END -> assigned.column(start + 1);
      case TIME -> Windows.lastMilli(assigned.column(start + 1));
    };
  }
}
