package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinInput;
import dev.wadi.engine.plan.Plan.JoinKind;
import dev.wadi.engine.plan.Plan.Retention;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.OwnOperators;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/// A join with `FOR SYSTEM_TIME AS OF` the left side's event time: each left row meets the version
/// of its key at that time. Versions are the rows of a table with a primary key and an event time.
final class TemporalJoinLowering {
  private final Lowering lowering;

  TemporalJoinLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Join join, PickedSide side) {
    RelNode versions = side.base().getInput(0);
    VersionedTable table = VersionedTable.of(join, versions);
    JoinKind kind = kind(join);
    Relation left = added(join, lowering.relation(join.getLeft()), "the left side of");
    Relation right = added(join, lowering.relation(versions), "the versions in");
    int leftTime = leftTime(join, side, left);
    int rightTime = rightTime(join, right, left.fieldOf(leftTime));
    PickedSide.Keys keys = keys(join, side, table);
    AddedColumns leftColumns = new AddedColumns(left);
    AddedColumns rightColumns = new AddedColumns(right);
    List<Integer> leftKeys = new ArrayList<>();
    List<Integer> rightKeys = new ArrayList<>();
    Expressions leftExpressions = lowering.expressions(join.getLeft(), left);
    Expressions rightExpressions = lowering.expressions(versions, right);
    for (int i = 0; i < table.keys().size(); i++) {
      RexNode value = keys.values().get(i);
      RexNode key = join.getCluster().getRexBuilder().makeInputRef(versions, table.keys().get(i));
      Field type = common(value.getType(), key.getType());
      leftKeys.add(leftColumns.column(leftExpressions.as(value, type)));
      rightKeys.add(rightColumns.column(rightExpressions.as(key, type)));
    }
    Relation leftRows = leftColumns.relation();
    Relation rightRows = rightColumns.relation();
    Picked pairs = Picked.of(lowering, join, side, leftRows, rightRows, kind);
    Plan plan =
        new Plan.TemporalJoin(
            input(leftRows, leftKeys, new Retention.Until(leftTime, 1), kind == JoinKind.LEFT),
            input(rightRows, rightKeys, new Retention.Until(rightTime, 0), false),
            pairs.condition(keys.residual()),
            pairs.rows().plan().schema());
    return pairs.output(plan, table.keys());
  }

  private static JoinInput input(
      Relation rows, List<Integer> keys, Retention retention, boolean preserved) {
    return new JoinInput(rows.plan(), keys, Relation.APPEND_ONLY, retention, preserved);
  }

  private static JoinKind kind(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      default ->
          throw Unsupported.at(
              join,
              "%s JOIN with FOR SYSTEM_TIME AS OF is not supported".formatted(join.getJoinType()),
              "use JOIN or LEFT JOIN");
    };
  }

  private static Relation added(Join join, Relation rows, String what) {
    if (rows.isChangelog()) {
      throw Unsupported.at(
          join,
          what + " FOR SYSTEM_TIME AS OF must only be added, not changed and taken back",
          "a version replaces the one before it: let rows with the same key follow each other");
    }
    return rows;
  }

  private static int leftTime(Join join, PickedSide side, Relation left) {
    RexNode time =
        side.conditions().stream()
            .filter(TemporalJoinLowering::isVersionAt)
            .map(part -> ((RexCall) part).getOperands().getFirst())
            .findFirst()
            .orElseThrow();
    if (time instanceof RexInputRef field
        && field.getIndex() < left.slots().size()
        && left.slots().get(field.getIndex()) instanceof Slot.Column column
        && left.times().get(column.index()) instanceof TimeRole.EventTime) {
      return column.index();
    }
    throw invalidTime(
        join,
        "FOR SYSTEM_TIME AS OF takes the event time of the left side",
        "declare WATERMARK FOR the column in its CREATE TABLE, and name the column itself");
  }

  private static boolean isVersionAt(RexNode part) {
    return part instanceof RexCall call && call.getOperator() == OwnOperators.VERSION_AT;
  }

  private static int rightTime(Join join, Relation right, Field leftTime) {
    if (!right.hasEventTime()
        || !(right.times().get(right.eventTime()) instanceof TimeRole.EventTime)) {
      throw invalidTime(
          join, "the versions have no event time", "declare WATERMARK FOR their time");
    }
    Field time = right.fieldOf(right.eventTime());
    if (!Types.same(time, leftTime)) {
      throw invalidTime(
          join,
          "the times of both sides have another precision: %s and %s"
              .formatted(ArrowTypes.sql(leftTime), ArrowTypes.sql(time)),
          "declare both as TIMESTAMP, or both as TIMESTAMP(9)");
    }
    return right.eventTime();
  }

  private static WadiException invalidTime(Join join, String message, String hint) {
    return Unsupported.at(join, ErrorCode.INVALID_WATERMARK, message, hint);
  }

  private static PickedSide.Keys keys(Join join, PickedSide side, VersionedTable table) {
    int width = join.getLeft().getRowType().getFieldCount();
    List<RexNode> others = side.conditions().stream().filter(part -> !isVersionAt(part)).toList();
    return new PickedSide(side.base(), side.fields(), others)
        .keys(width, table.keys())
        .orElseThrow(() ->
            Unsupported.at(
                join,
                "the versions of '%s' are those of its primary key (%s), by which it must be joined"
                    .formatted(table.table().name(), String.join(", ", table.table().primaryKey())),
                "compare each column of the primary key by = with the left side"));
  }

  private static Field common(RelDataType one, RelDataType other) {
    return ArrowTypes.field(SqlTypes.FACTORY.leastRestrictive(List.of(one, other)));
  }
}
