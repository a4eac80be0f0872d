package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// A join. A bounded side is built in memory, and the other streams past it; without one, it is a
/// join of streams.
final class JoinLowering {
  private final Lowering lowering;

  JoinLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Join join) {
    Optional<PickedSide> picked = PickedSide.of(join);
    if (picked.isPresent()) {
      return switch (picked.get().base()) {
        case Snapshot _ -> new TemporalJoinLowering(lowering).lower(join, picked.get());
        default -> new LookupJoinLowering(lowering).lower(join, picked.get());
      };
    }
    Relation left = lowering.relation(join.getLeft());
    Relation right = lowering.relation(join.getRight());
    return switch (join.getJoinType()) {
      case INNER ->
          isTable(right) || !isTable(left)
              ? joined(join, left, right, JoinKind.INNER, false)
              : joined(join, right, left, JoinKind.INNER, true);
      case LEFT -> joined(join, left, right, JoinKind.LEFT, false);
      case RIGHT -> joined(join, right, left, JoinKind.LEFT, true);
      case SEMI -> joined(join, left, right, JoinKind.SEMI, false);
      case ANTI -> joined(join, left, right, JoinKind.ANTI, false);
      case FULL -> new StreamJoinLowering(lowering).lower(join, left, right);
      case ASOF, LEFT_ASOF, LEFT_MARK ->
          throw Unsupported.at(
              join,
              "%s JOIN is not supported".formatted(join.getJoinType()),
              "write it as JOIN or LEFT JOIN");
    };
  }

  // Can be read to its end before the other side begins.
  private static boolean isTable(Relation side) {
    return side.bounded() && !side.isChangelog();
  }

  /// @param swapped whether the probe is the right side
  private Relation joined(
      Join join, Relation probe, Relation build, JoinKind kind, boolean swapped) {
    if (!isTable(build)) {
      return new StreamJoinLowering(lowering)
          .lower(join, swapped ? build : probe, swapped ? probe : build);
    }
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
    List<Slot> moved = build.slots().stream().map(slot -> slot.moved(offset)).toList();
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
