package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinInput;
import dev.wadi.engine.plan.Plan.Match;
import dev.wadi.engine.plan.Plan.Retention;
import dev.wadi.planner.lower.TimeRole.Origin;
import dev.wadi.sdk.batch.ChangeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexUtil;

/// A join of two sides neither of which is a bounded table: windowed, by an interval of time, or
/// with rows that are kept for the time to live.
final class StreamJoinLowering {
  private final Lowering lowering;

  StreamJoinLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Join join, Relation leftRows, Relation rightRows) {
    JoinCondition condition = JoinCondition.of(join);
    JoinKeys keys =
        JoinKeys.of(
            lowering,
            join.getLeft(),
            leftRows,
            condition.left(),
            join.getRight(),
            rightRows,
            condition.right());
    Relation left = Assignment.carried(keys.probe());
    Relation right = Assignment.carried(keys.build());
    Retention ttl = new Retention.Ttl(lowering.settings().updatingTtl().toMillis());
    JoinTimes times = JoinTimes.of(keys, condition.residual(), left, right, ttl);
    JoinInput leftInput =
        input(left, keys.probeColumns(), times.left(), join.getJoinType().generatesNullsOnRight());
    JoinInput rightInput =
        input(right, keys.buildColumns(), times.right(), join.getJoinType().generatesNullsOnLeft());
    Match match = match(join.getJoinType());
    Relation pairs = pairs(join, left, right, times);
    Expression residual = residual(join, condition, pairs);
    boolean changelog =
        left.isChangelog() || right.isChangelog() || takesBack(leftInput, rightInput, match);
    List<Field> fields =
        new ArrayList<>((match == Match.PAIRS ? pairs : left).plan().schema().getFields());
    int change = changelog ? fields.size() : Relation.APPEND_ONLY;
    if (changelog) {
      fields.add(ChangeKind.FIELD);
    }
    Plan plan =
        new Plan.StreamJoin(leftInput, rightInput, match, residual, changelog, new Schema(fields));
    Relation output = match == Match.PAIRS ? pairs : onlyLeft(left, times);
    return new Relation(
        plan, output.slots(), output.times(), output.eventTime(), change, output.bounded());
  }

  private static JoinInput input(
      Relation rows, List<Integer> keys, Retention retention, boolean preserved) {
    return new JoinInput(rows.plan(), keys, rows.change(), retention, preserved);
  }

  private static Match match(JoinRelType type) {
    return switch (type) {
      case SEMI -> Match.SEMI;
      case ANTI -> Match.ANTI;
      default -> Match.PAIRS;
    };
  }

  // A row without a match is emitted before one comes, unless its time tells that none will.
  private static boolean takesBack(JoinInput left, JoinInput right, Match match) {
    return left.retention() instanceof Retention.Ttl && (left.preserved() || match == Match.ANTI)
        || right.retention() instanceof Retention.Ttl && right.preserved();
  }

  // The left columns, then the right ones.
  private static Relation pairs(Join join, Relation left, Relation right, JoinTimes times) {
    JoinRelType type = join.getJoinType();
    int offset = left.plan().schema().getFields().size();
    List<Field> fields = new ArrayList<>();
    for (Field field : left.plan().schema().getFields()) {
      fields.add(Types.withNullability(field, field.isNullable() || type.generatesNullsOnLeft()));
    }
    for (Field field : right.plan().schema().getFields()) {
      fields.add(Types.withNullability(field, field.isNullable() || type.generatesNullsOnRight()));
    }
    List<Slot> slots = new ArrayList<>(left.slots());
    right.slots().forEach(slot -> slots.add(slot.moved(offset)));
    Map<Integer, TimeRole> roles = new HashMap<>();
    int eventTime = Relation.NO_EVENT_TIME;
    if (times.windows().isPresent() && !type.generatesNullsOnRight()) {
      Map<Integer, TimeRole> known = roles(right, times.windows().get().right());
      known.forEach((at, role) -> roles.put(at + offset, role.moved(column -> column + offset)));
      eventTime = known.containsKey(right.eventTime()) ? right.eventTime() + offset : eventTime;
    }
    if (times.windows().isPresent() && !type.generatesNullsOnLeft()) {
      Map<Integer, TimeRole> known = roles(left, times.windows().get().left());
      roles.putAll(known);
      eventTime = known.containsKey(left.eventTime()) ? left.eventTime() : eventTime;
    }
    return new Relation(
        new Plan.Values(List.of(), new Schema(fields)),
        slots,
        roles,
        eventTime,
        left.bounded() && right.bounded());
  }

  // What columns say about time when rows come as soon as they meet in their window: then another
  // time of theirs may have passed.
  private static Map<Integer, TimeRole> roles(Relation side, TimeRole.Carried joined) {
    Map<Integer, TimeRole> roles = new HashMap<>(side.times());
    if (joined.origin() == Origin.ASSIGNED) {
      roles
          .values()
          .removeIf(role ->
              !(role instanceof TimeRole.Carried carried)
                  || carried.start() != joined.start()
                  || carried.end() != joined.end());
    }
    return roles;
  }

  private static Relation onlyLeft(Relation left, JoinTimes times) {
    Map<Integer, TimeRole> known =
        times.windows().map(windows -> roles(left, windows.left())).orElse(Map.of());
    return new Relation(
        left.plan(),
        left.slots(),
        known,
        known.containsKey(left.eventTime()) ? left.eventTime() : Relation.NO_EVENT_TIME,
        left.bounded());
  }

  private Expression residual(Join join, JoinCondition condition, Relation pairs) {
    if (condition.residual().isEmpty()) {
      return null;
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    return lowering
        .expressions(join, pairs)
        .lower(RexUtil.composeConjunction(builder, condition.residual()));
  }
}
