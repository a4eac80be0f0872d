package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Plan;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;

/// A lowered relational expression. The plan may have more columns than the relation has fields:
/// time travels along unseen, and what nobody needs is pruned at the end.
///
/// @param slots where each field is
/// @param times columns that say something about event time
/// @param eventTime the column that `tumble(width)` means, or -1
/// @param bounded whether the rows come to an end
record Relation(
    Plan plan, List<Slot> slots, Map<Integer, TimeRole> times, int eventTime, boolean bounded) {
  static final int NO_EVENT_TIME = -1;

  Relation {
    slots = List.copyOf(slots);
    times = Map.copyOf(times);
  }

  Relation withPlan(Plan changed) {
    return new Relation(changed, slots, times, eventTime, bounded);
  }

  boolean hasEventTime() {
    return eventTime != NO_EVENT_TIME;
  }

  /// A reference to a column of the plan.
  InputColumn column(int index) {
    return new InputColumn(index, Types.unnamed(plan.schema().getFields().get(index)));
  }

  Field fieldOf(int index) {
    return plan.schema().getFields().get(index);
  }
}
