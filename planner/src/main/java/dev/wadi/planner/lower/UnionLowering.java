package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return new Relation(
        new Plan.Union(plans),
        Lowering.columns(width),
        timed ? Map.of(width, timeOf(inputs.getFirst())) : Map.of(),
        timed ? width : Relation.NO_EVENT_TIME,
        changelog ? width + (timed ? 1 : 0) : Relation.APPEND_ONLY,
        inputs.stream().allMatch(Relation::bounded));
  }

  private static boolean sameTime(List<Relation> inputs) {
    TimeRole first = timeOf(inputs.getFirst());
    return first != null
        && inputs.stream().map(UnionLowering::timeOf).allMatch(time -> Objects.equals(time, first));
  }

  private static TimeRole timeOf(Relation input) {
    return input.hasEventTime() ? input.times().get(input.eventTime()) : null;
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
      columns.add(input.column(input.eventTime()));
      names.add("$time");
    }
    if (changelog) {
      columns.add(input.isChangelog() ? input.column(input.change()) : Plans.INSERTED);
      names.add(ChangeKind.FIELD.getName());
    }
    return Plans.project(input.plan(), columns, names);
  }
}
