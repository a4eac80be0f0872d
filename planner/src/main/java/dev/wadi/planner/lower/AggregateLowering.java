package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.resolve.ArrowTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Aggregate;

/// GROUP BY and DISTINCT: within a window if a key is one, else over a whole bounded input.
final class AggregateLowering {
  private static final String USE_A_WINDOW =
      "group by a window as well, such as TUMBLE(INTERVAL '1 minute'), or read a bounded table";

  private final Lowering lowering;

  AggregateLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Aggregate aggregate) {
    if (aggregate.getGroupSets().size() > 1) {
      throw Unsupported.at(aggregate, "more than one grouping set is not supported", null);
    }
    Relation input = lowering.relation(aggregate.getInput());
    GroupKeys keys = GroupKeys.of(aggregate, input);
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream()
            .map(call -> Aggregates.call(lowering, call, aggregate, input))
            .toList();
    return keys.window().isPresent()
        ? windowed(aggregate, input, keys, calls)
        : whole(aggregate, input, keys, calls);
  }

  private Relation whole(
      Aggregate aggregate, Relation input, GroupKeys keys, List<AggregateCall> calls) {
    if (!input.bounded()) {
      throw Unsupported.at(
          aggregate,
          "an aggregation without a window over an input that never ends is not supported",
          USE_A_WINDOW);
    }
    Window window = new Window.WholeInput();
    Plan plan = plan(input.plan(), window, keys, calls, aggregate, List.of());
    return typed(aggregate, plan, keys.slots(keys.columns().size()), calls, Map.of(), -1, true);
  }

  private Relation windowed(
      Aggregate aggregate, Relation input, GroupKeys keys, List<AggregateCall> calls) {
    GroupKeys.WindowKey key = keys.window().orElseThrow();
    WindowTime time = WindowTime.of(aggregate, input, key);
    Window window =
        new Window.Tumbling(
            key.timeColumn(), key.tumble().widthMicros(), key.tumble().offsetMicros());
    Field bound = Types.withNullability(input.fieldOf(key.timeColumn()), false);
    int start = keys.columns().size();
    Plan plan =
        plan(
            time.input(),
            window,
            keys,
            calls,
            aggregate,
            List.of(
                Types.named(Windows.name(Bound.START), bound),
                Types.named(Windows.name(Bound.END), bound)));
    Map<Integer, TimeRole> times = new HashMap<>();
    if (time.emitsInTime()) {
      times.put(start, new TimeRole.EmittedStart(key.tumble()));
      times.put(start + 1, new TimeRole.EmittedEnd(start, key.tumble()));
    }
    int eventTime = time.emitsInTime() ? start : Relation.NO_EVENT_TIME;
    return typed(aggregate, plan, keys.slots(start), calls, times, eventTime, input.bounded());
  }

  private static Plan plan(
      Plan input,
      Window window,
      GroupKeys keys,
      List<AggregateCall> calls,
      Aggregate aggregate,
      List<Field> bounds) {
    List<Field> fields = new ArrayList<>();
    keys.columns().forEach(column -> fields.add(input.schema().getFields().get(column)));
    fields.addAll(bounds);
    int firstCall = aggregate.getGroupCount();
    for (int i = 0; i < calls.size(); i++) {
      String name = aggregate.getRowType().getFieldNames().get(firstCall + i);
      fields.add(Types.named(name, calls.get(i).type()));
    }
    return new Plan.WindowAggregate(input, window, keys.columns(), calls, new Schema(fields));
  }

  // Calcite may have promised another type than the aggregate gives: then it is converted.
  private static Relation typed(
      Aggregate aggregate,
      Plan plan,
      List<Slot> keySlots,
      List<AggregateCall> calls,
      Map<Integer, TimeRole> times,
      int eventTime,
      boolean bounded) {
    List<Field> made = plan.schema().getFields();
    int firstCall = made.size() - calls.size();
    List<Slot> slots = new ArrayList<>(keySlots);
    List<Expression> columns = new ArrayList<>();
    List<String> names = made.stream().map(Field::getName).toList();
    for (int i = 0; i < made.size(); i++) {
      columns.add(new InputColumn(i, Types.unnamed(made.get(i))));
    }
    for (int i = 0; i < calls.size(); i++) {
      int column = firstCall + i;
      Field promised =
          ArrowTypes.field(
              aggregate.getRowType().getFieldList().get(aggregate.getGroupCount() + i).getType());
      if (!Types.same(promised, made.get(column))) {
        columns.set(column, new Cast(columns.get(column), false, promised));
      }
      slots.add(new Slot.Column(column));
    }
    return new Relation(Plans.project(plan, columns, names), slots, times, eventTime, bounded);
  }
}
