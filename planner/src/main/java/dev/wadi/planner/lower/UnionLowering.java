package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexBuilder;

/// UNION ALL: each input as columns of the common types, then its event time if all have one of the
/// same kind, then the change kind if rows of any are changed.
final class UnionLowering {
  private final Lowering lowering;

  UnionLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Union union) {
    if (!union.all) {
      throw Unsupported.at(union, "UNION without ALL is not supported", "write UNION ALL");
    }
    List<Relation> inputs = union.getInputs().stream().map(lowering::relation).toList();
    boolean timed = sameTime(inputs);
    boolean changelog = inputs.stream().anyMatch(Relation::isChangelog);
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      plans.add(aligned(union, union.getInput(i), inputs.get(i), timed, changelog));
    }
    int width = union.getRowType().getFieldCount();
    int timeColumns = timed ? timeColumns(inputs.getFirst()).size() : 0;
    int change = width + timeColumns;
    return new Relation(
        new Plan.Union(plans),
        Lowering.columns(width),
        timed ? Map.of(change - 1, timeAt(width, inputs.getFirst())) : Map.of(),
        timed ? change - 1 : Relation.NO_EVENT_TIME,
        changelog ? change : Relation.APPEND_ONLY,
        inputs.stream().allMatch(Relation::bounded));
  }

  private static boolean sameTime(List<Relation> inputs) {
    TimeRole first = timeAt(0, inputs.getFirst());
    return first != null && inputs.stream().map(input -> timeAt(0, input)).allMatch(first::equals);
  }

  /// What the event time would say if the columns that it speaks of began at one.
  private static TimeRole timeAt(int column, Relation input) {
    if (!input.hasEventTime()) {
      return null;
    }
    List<Integer> columns = timeColumns(input);
    return input.times().get(input.eventTime()).moved(place -> column + columns.indexOf(place));
  }

  // The event time is the last of them.
  private static List<Integer> timeColumns(Relation input) {
    TimeRole role = input.times().get(input.eventTime());
    return role.columns().isEmpty() ? List.of(input.eventTime()) : role.columns();
  }

  private Plan aligned(
      Union union, RelNode node, Relation input, boolean timed, boolean changelog) {
    RexBuilder builder = node.getCluster().getRexBuilder();
    Expressions expressions = lowering.expressions(node, input);
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < input.slots().size(); i++) {
      var field = union.getRowType().getFieldList().get(i);
      Field type = ArrowTypes.field(field.getType());
      columns.add(expressions.as(builder.makeInputRef(node, i), type));
      names.add(field.getName());
    }
    if (timed) {
      for (int column : timeColumns(input)) {
        columns.add(input.column(column));
        names.add("$time");
      }
    }
    if (changelog) {
      columns.add(input.isChangelog() ? input.column(input.change()) : Plans.INSERTED);
      names.add(ChangeKind.FIELD.getName());
    }
    return Plans.project(input.plan(), columns, names);
  }
}
