package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// A join with a bounded side, which is built in memory; the other side streams past it.
final class JoinLowering {
  private final Lowering lowering;

  JoinLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Join join) {
    Relation left = lowering.relation(join.getLeft());
    Relation right = lowering.relation(join.getRight());
    return switch (join.getJoinType()) {
      case INNER ->
          right.bounded()
              ? joined(join, left, right, JoinKind.INNER, false)
              : joined(join, right, left, JoinKind.INNER, true);
      case LEFT -> joined(join, left, right, JoinKind.LEFT, false);
      case RIGHT -> joined(join, right, left, JoinKind.LEFT, true);
      case SEMI -> joined(join, left, right, JoinKind.SEMI, false);
      case ANTI -> joined(join, left, right, JoinKind.ANTI, false);
      case FULL, ASOF, LEFT_ASOF, LEFT_MARK ->
          throw Unsupported.at(
              join, "%s JOIN is not supported".formatted(join.getJoinType()), null);
    };
  }

  /// @param swapped whether the probe is the right side
  private Relation joined(
      Join join, Relation probe, Relation build, JoinKind kind, boolean swapped) {
    refuseUnbounded(join, build, kind);
    refuseChanges(join, build);
    JoinCondition condition = JoinCondition.of(join);
    JoinKeys keys =
        swapped
            ? JoinKeys.of(
                lowering,
                join.getRight(),
                probe,
                condition.right(),
                join.getLeft(),
                build,
                condition.left())
            : JoinKeys.of(
                lowering,
                join.getLeft(),
                probe,
                condition.left(),
                join.getRight(),
                build,
                condition.right());
    Relation pairs = pairs(keys, kind, swapped);
    Expression residual = residual(join, condition.residual(), pairs);
    Relation output = kind.pairs() ? pairs : keys.probe();
    Plan plan =
        new Plan.BroadcastJoin(
            keys.probe().plan(),
            keys.build().plan(),
            kind,
            keys.probeColumns(),
            keys.buildColumns(),
            residual,
            output.plan().schema());
    return output.withPlan(plan);
  }

  private static void refuseUnbounded(Join join, Relation build, JoinKind kind) {
    if (!build.bounded()) {
      throw Unsupported.at(
          join,
          "a join of two inputs that never end is not supported",
          switch (kind) {
            case INNER -> "one side must be a bounded table";
            case LEFT -> "the side that is filled up with NULL must be a bounded table";
            case SEMI, ANTI -> "the sub-query must read bounded tables";
          });
    }
  }

  private static void refuseChanges(Join join, Relation build) {
    if (build.isChangelog()) {
      throw Unsupported.at(join, "a join with a side whose rows change is not supported yet", null);
    }
  }

  // The probe's columns, then the build side's; as a relation: the left fields, then the right
  // ones.
  private static Relation pairs(JoinKeys keys, JoinKind kind, boolean swapped) {
    Relation probe = keys.probe();
    Relation build = keys.build();
    List<Field> fields = new ArrayList<>(probe.plan().schema().getFields());
    int offset = fields.size();
    for (Field field : build.plan().schema().getFields()) {
      fields.add(Types.withNullability(field, field.isNullable() || kind == JoinKind.LEFT));
    }
    List<Slot> moved = build.slots().stream().map(slot -> moved(slot, offset)).toList();
    List<Slot> slots = new ArrayList<>(swapped ? moved : probe.slots());
    slots.addAll(swapped ? probe.slots() : moved);
    return new Relation(
        new Plan.Values(List.of(), new Schema(fields)),
        slots,
        probe.times(),
        probe.eventTime(),
        probe.change(),
        probe.bounded());
  }

  private static Slot moved(Slot slot, int offset) {
    return switch (slot) {
      case Slot.Column column -> new Slot.Column(column.index() + offset);
      case Slot.Window window -> new Slot.Window(window.start() + offset, window.end() + offset);
    };
  }

  private Expression residual(Join join, List<RexNode> conditions, Relation output) {
    if (conditions.isEmpty()) {
      return null;
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    return lowering
        .expressions(join, output)
        .lower(RexUtil.composeConjunction(builder, conditions));
  }
}
