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
/// @param change the column of change kinds ({@link dev.wadi.sdk.batch.ChangeKind}), or -1 if rows
///   are only added
/// @param bounded whether the rows come to an end
record Relation(
    Plan plan,
    List<Slot> slots,
    Map<Integer, TimeRole> times,
    int eventTime,
    int change,
    boolean bounded) {
  static final int NO_EVENT_TIME = -1;
  static final int APPEND_ONLY = -1;

  Relation {
    slots = List.copyOf(slots);
    times = Map.copyOf(times);
  }

  /// Rows that are only added.
  Relation(
      Plan plan, List<Slot> slots, Map<Integer, TimeRole> times, int eventTime, boolean bounded) {
    this(plan, slots, times, eventTime, APPEND_ONLY, bounded);
  }

  Relation withPlan(Plan changed) {
    return new Relation(changed, slots, times, eventTime, change, bounded);
  }

  boolean isChangelog() {
    return change != APPEND_ONLY;
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
