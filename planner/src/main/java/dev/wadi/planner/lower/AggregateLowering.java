package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.lower.TimeRole.Origin;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Aggregate;

/// GROUP BY and DISTINCT: within a window if a key is one, else over a whole bounded input, else
/// with results that change as rows come.
final class AggregateLowering {
  private final Lowering lowering;
  // Which column of the output is the result of the first GROUPING.
  private int firstGrouping;

  AggregateLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Aggregate aggregate) {
    Relation grouped = input(aggregate);
    GroupingSets.Expanded expanded =
        GroupingSets.expand(aggregate, grouped, GroupKeys.of(aggregate, grouped));
    firstGrouping = expanded.firstGrouping();
    Relation input = expanded.input();
    GroupKeys keys = expanded.keys();
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream()
            .filter(call -> !GroupingSets.isGrouping(call))
            .map(call -> Aggregates.call(lowering, call, aggregate, input))
            .toList();
    if (keys.window().isPresent()) {
      return windowed(aggregate, input, keys, calls);
    }
    return input.bounded() && !input.isChangelog()
        ? whole(aggregate, input, keys, calls)
        : updating(aggregate, input, keys, calls);
  }

  // Rows are sorted into slices and need not be copied for each of their windows, if all that is
  // asked for is to group them by window.
  private Relation input(Aggregate aggregate) {
    Relation input = lowering.pending(aggregate.getInput());
    if (!Assignment.isPending(input)) {
      return input;
    }
    boolean grouped = GroupKeys.of(aggregate, input).window().isPresent();
    boolean read =
        aggregate.getAggCallList().stream()
            .flatMap(call -> call.getArgList().stream())
            .anyMatch(field -> Assignment.isPending(input, field));
    return grouped && !read ? input : lowering.complete(input);
  }

  // Also knows when the last row of a group is taken back.
  private Relation updating(
      Aggregate aggregate, Relation input, GroupKeys keys, List<AggregateCall> calls) {
    Plan.WindowAggregate grouped =
        plan(input.plan(), new Window.WholeInput(), keys, calls, aggregate, List.of(), input);
    Plan plan =
        new Plan.UpdatingAggregate(
            grouped,
            lowering.settings().updatingTtl().toMillis(),
            lowering.settings().updatingFlush().toMillis(),
            changes(grouped));
    int change = plan.schema().getFields().size() - 1;
    return typed(aggregate, plan, keys.slots(-1, -1), calls, Map.of(), -1, change, input.bounded());
  }

  /// What an aggregate whose results change emits: they, and the change kind.
  static Schema changes(Plan.WindowAggregate grouped) {
    List<Field> fields = new ArrayList<>(results(grouped));
    fields.add(ChangeKind.FIELD);
    return new Schema(fields);
  }

  // Without the count that tells when a group is empty.
  private static List<Field> results(Plan.WindowAggregate grouped) {
    List<Field> all = grouped.schema().getFields();
    return all.subList(0, grouped.retracting() ? all.size() - 1 : all.size());
  }

  private Relation whole(
      Aggregate aggregate, Relation input, GroupKeys keys, List<AggregateCall> calls) {
    Window window = new Window.WholeInput();
    Plan plan = plan(input.plan(), window, keys, calls, aggregate, List.of(), input);
    return typed(aggregate, plan, keys.slots(-1, -1), calls, Map.of(), -1, -1, true);
  }

  private Relation windowed(
      Aggregate aggregate, Relation input, GroupKeys keys, List<AggregateCall> calls) {
    WindowKey key = keys.window().orElseThrow();
    WindowFiring firing = WindowFiring.of(lowering.settings(), aggregate, input, key);
    refuseOtherSessions(aggregate, key, keys);
    WindowTime time = WindowTime.of(aggregate, input, key);
    Field bound = Types.withNullability(input.fieldOf(key.timeColumn()), false);
    int start = keys.columns().size();
    Plan.WindowAggregate grouped =
        plan(
            time.input(),
            key.cutOrCarried(),
            keys,
            calls,
            aggregate,
            List.of(
                Types.named(Windows.name(Bound.START), bound),
                Types.named(Windows.name(Bound.END), bound)),
            input);
    boolean updating = time.emitsInTime() && firing.changes();
    Plan plan = updating ? firing.updating(grouped) : withRows(grouped);
    int last = plan.schema().getFields().size();
    Map<Integer, TimeRole> times = new HashMap<>();
    if (time.emitsInTime()) {
      times.put(start, emitted(key, start, Bound.START));
      times.put(start + 1, emitted(key, start, Bound.END));
    }
    if (time.emitsInTime() && keys.hasWindowTime()) {
      times.put(last, emitted(key, start, Bound.TIME));
    }
    int eventTime = time.emitsInTime() ? start + 1 : Relation.NO_EVENT_TIME;
    int change = updating ? last - 1 : Relation.APPEND_ONLY;
    List<Slot> slots = keys.slots(start, last);
    return typed(aggregate, plan, slots, calls, times, eventTime, change, input.bounded());
  }

  // A window has no results if all of its rows were taken back.
  private static Plan withRows(Plan.WindowAggregate grouped) {
    if (!grouped.retracting()) {
      return grouped;
    }
    List<Expression> columns = new ArrayList<>();
    for (Field field : grouped.schema().getFields()) {
      columns.add(new InputColumn(columns.size(), Types.unnamed(field)));
    }
    Expression rows = columns.removeLast();
    Expression any =
        new Expression.Call(
            Operation.GREATER,
            List.of(rows, new Expression.Literal("0", rows.type())),
            Types.BOOLEAN);
    List<String> names = results(grouped).stream().map(Field::getName).toList();
    return Plans.project(new Plan.Filter(grouped, any), columns, names);
  }

  private static void refuseOtherSessions(Aggregate aggregate, WindowKey key, GroupKeys keys) {
    boolean others =
        key instanceof WindowKey.Cut cut
            && cut.window().sessionKeys().isPresent()
            && !Set.copyOf(cut.window().sessionKeys().get()).equals(Set.copyOf(keys.columns()));
    if (others) {
      throw Unsupported.at(
          aggregate,
          "sessions can only be grouped by what they are partitioned by",
          "write SESSION(TABLE t PARTITION BY ...) with the keys of the GROUP BY but the window's");
    }
  }

  private static TimeRole emitted(WindowKey key, int start, Bound bound) {
    return new TimeRole.Carried(key.shape(), start, start + 1, bound, Origin.EMITTED);
  }

  private static Plan.WindowAggregate plan(
      Plan input,
      Window window,
      GroupKeys keys,
      List<AggregateCall> calls,
      Aggregate aggregate,
      List<Field> bounds,
      Relation changes) {
    List<Field> fields = new ArrayList<>();
    keys.columns().forEach(column -> fields.add(input.schema().getFields().get(column)));
    fields.addAll(bounds);
    Iterator<String> names = names(aggregate).iterator();
    calls.forEach(call -> fields.add(Types.named(names.next(), call.type())));
    List<AggregateCall> all = new ArrayList<>(calls);
    if (changes.isChangelog()) {
      all.add(Aggregates.COUNT_ROWS);
      fields.add(Types.named("$rows", Aggregates.COUNT_ROWS.type()));
    }
    return new Plan.WindowAggregate(
        input, window, keys.columns(), all, changes.change(), new Schema(fields));
  }

  private static List<String> names(Aggregate aggregate) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      if (!GroupingSets.isGrouping(aggregate.getAggCallList().get(i))) {
        names.add(aggregate.getRowType().getFieldNames().get(aggregate.getGroupCount() + i));
      }
    }
    return names;
  }

  // Calcite may have promised another type than the aggregate gives: then it is converted.
  private Relation typed(
      Aggregate aggregate,
      Plan plan,
      List<Slot> keySlots,
      List<AggregateCall> calls,
      Map<Integer, TimeRole> times,
      int eventTime,
      int change,
      boolean bounded) {
    List<Field> made = plan.schema().getFields();
    int firstCall = made.size() - calls.size() - (change < 0 ? 0 : 1);
    List<Slot> slots = new ArrayList<>(keySlots);
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>(made.stream().map(Field::getName).toList());
    for (int i = 0; i < made.size(); i++) {
      columns.add(new InputColumn(i, Types.unnamed(made.get(i))));
    }
    int nextGrouping = firstGrouping;
    int nextCall = firstCall;
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      boolean grouping = GroupingSets.isGrouping(aggregate.getAggCallList().get(i));
      int column = grouping ? nextGrouping++ : nextCall++;
      Field promised =
          ArrowTypes.field(
              aggregate.getRowType().getFieldList().get(aggregate.getGroupCount() + i).getType());
      if (!Types.same(promised, made.get(column))) {
        columns.set(column, new Cast(columns.get(column), false, promised));
      }
      slots.add(new Slot.Column(column));
    }
    if (keySlots.contains(new Slot.Column(made.size()))) {
      // The bounds stand before the calls.
      columns.add(Windows.lastMilli(columns.get(firstCall - 1)));
      names.add(Windows.name(Bound.TIME));
    }
    return new Relation(
        Plans.project(plan, columns, names), slots, times, eventTime, change, bounded);
  }
}
