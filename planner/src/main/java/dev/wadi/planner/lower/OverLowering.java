package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowExclusion;

/// Window functions: one node per PARTITION BY and ORDER BY. They are final when all rows of a
/// partition have come: those of a bounded input at its end, else when the watermark has passed the
/// window that is partitioned by. Over other rows they change as rows come.
final class OverLowering {
  private final Lowering lowering;
  private final RowBounds bounds;
  private boolean cut;

  /// @param bounds which rows are asked for, if it is that what the only function tells; or null
  OverLowering(Lowering lowering, RowBounds bounds) {
    this.lowering = lowering;
    this.bounds = bounds;
  }

  /// Whether only the rows within the bounds are there.
  boolean isCut() {
    return cut;
  }

  Relation lower(Window window) {
    RelNode node = withConstants(window);
    Relation input = Changelogs.settled(lowering.relation(node));
    List<Slot> slots =
        new ArrayList<>(input.slots().subList(0, window.getInput().getRowType().getFieldCount()));
    Relation result = input;
    int field = slots.size();
    for (Window.Group group : window.groups) {
      result = group(window, node, group, result, slots, field);
      field += group.aggCalls.size();
    }
    return new Relation(
        result.plan(),
        slots,
        result.times(),
        result.eventTime(),
        result.change(),
        result.bounded());
  }

  // Calls refer to constants as if they were fields behind those of the input.
  private static RelNode withConstants(Window window) {
    RelNode input = window.getInput();
    if (window.constants.isEmpty()) {
      return input;
    }
    RexBuilder builder = window.getCluster().getRexBuilder();
    List<RexNode> values = new ArrayList<>();
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    for (RelDataTypeField field : input.getRowType().getFieldList()) {
      values.add(builder.makeInputRef(input, field.getIndex()));
    }
    for (RexNode constant : window.constants) {
      names.add("$constant" + values.size());
      values.add(constant);
    }
    return LogicalProject.create(input, List.of(), values, names, Set.of());
  }

  /// @param slots gets those of the calls
  /// @param field the first call's field of the window's row
  private Relation group(
      Window window,
      RelNode node,
      Window.Group group,
      Relation input,
      List<Slot> slots,
      int field) {
    if (group.exclude != RexWindowExclusion.EXCLUDE_NO_OTHER) {
      throw Unsupported.at(window, "EXCLUDE in a window frame is not supported", "leave it out");
    }
    List<Integer> partition = partition(group, input);
    List<SortKey> order = SortLowering.keys(group.orderKeys.getFieldCollations(), input);
    OverCalls calls = new OverCalls(lowering, window, node, group, input);
    List<OverCall> lowered = group.aggCalls.stream().map(calls::lower).toList();
    Relation prepared = calls.input();
    List<Field> fields = new ArrayList<>(prepared.plan().schema().getFields());
    int width = fields.size();
    for (int i = 0; i < lowered.size(); i++) {
      String name = window.getRowType().getFieldNames().get(field + i);
      fields.add(Types.named(name, lowered.get(i).type()));
    }
    Release release = release(input, partition);
    Relation rows;
    Optional<BackwardCalls> backward =
        release == null
            ? BackwardCalls.of(window, group, prepared, order, lowered)
            : Optional.empty();
    if (backward.isPresent()) {
      rows = timed(prepared, partition, order, backward.get(), new Schema(fields));
    } else if (release == null) {
      rows = updating(prepared, partition, order, lowered, fields);
    } else {
      Plan over =
          new OverPlan.Over(
              prepared.plan(), partition, order, lowered, release, new Schema(fields));
      rows =
          release instanceof Release.AtEnd
              ? SortLowering.atEnd(prepared, over)
              : prepared.withPlan(over);
    }
    return typed(window, rows, slots, field, width);
  }

  private Relation timed(
      Relation input,
      List<Integer> partition,
      List<SortKey> order,
      BackwardCalls backward,
      Schema schema) {
    return input.withPlan(
        new OverPlan.TimedOver(
            input.plan(),
            partition,
            order,
            backward.calls(),
            backward.lag(),
            backward.release(),
            lowering.settings().updatingTtl().toMillis(),
            schema));
  }

  private Relation updating(
      Relation input,
      List<Integer> partition,
      List<SortKey> order,
      List<OverCall> calls,
      List<Field> fields) {
    int change = input.isChangelog() ? input.change() : fields.size();
    if (!input.isChangelog()) {
      fields.add(ChangeKind.FIELD);
    }
    cut = bounds != null;
    Plan plan =
        cut
            ? new OverPlan.TopN(
                input.plan(),
                input.change(),
                partition,
                order,
                bounds.offset(),
                bounds.end(),
                true,
                lowering.settings().updatingTtl().toMillis(),
                lowering.settings().updatingFlush().toMillis(),
                new Schema(fields))
            : new OverPlan.UpdatingOver(
                input.plan(),
                input.change(),
                partition,
                order,
                calls,
                lowering.settings().updatingTtl().toMillis(),
                lowering.settings().updatingFlush().toMillis(),
                new Schema(fields));
    return new Relation(
        plan, input.slots(), Map.of(), Relation.NO_EVENT_TIME, change, input.bounded());
  }

  private static List<Integer> partition(Window.Group group, Relation input) {
    List<Integer> columns = new ArrayList<>();
    for (int key : group.keys) {
      switch (input.slots().get(key)) {
        case Slot.Column column -> columns.add(column.index());
        case Slot.Window bounds -> {
          columns.add(bounds.start());
          columns.add(bounds.end());
        }
      }
    }
    return columns;
  }

  /// Null if rows of a partition go on coming.
  private static Release release(Relation input, List<Integer> partition) {
    if (input.isChangelog()) {
      return null;
    }
    return partition.stream()
        .filter(column -> !input.bounded() || Releases.neverLate(input, column))
        .flatMap(column -> Releases.byTime(input, column).stream())
        .findFirst()
        .orElse(input.bounded() ? new Release.AtEnd() : null);
  }

  // Calcite may have promised another type than a function gives: then it is converted.
  private static Relation typed(
      Window window, Relation rows, List<Slot> slots, int field, int width) {
    List<Field> made = rows.plan().schema().getFields();
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      Expression.InputColumn column = rows.column(i);
      columns.add(column);
      if (i >= width && i != rows.change()) {
        Field promised =
            ArrowTypes.field(window.getRowType().getFieldList().get(field + i - width).getType());
        slots.add(new Slot.Column(i));
        if (!Types.same(promised, made.get(i))) {
          columns.set(i, new Expression.Cast(column, false, promised));
        }
      }
    }
    return rows.withPlan(
        Plans.project(rows.plan(), columns, made.stream().map(Field::getName).toList()));
  }
}
