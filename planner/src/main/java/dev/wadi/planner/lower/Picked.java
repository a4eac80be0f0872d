package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// The left rows, each with the row that was picked for it.
///
/// @param rows the left relation, then the base's fields, a column each
record Picked(Lowering lowering, Join join, PickedSide side, Relation rows, JoinKind kind) {

  /// @param base the base's columns
  static Picked of(
      Lowering lowering,
      Join join,
      PickedSide side,
      Relation left,
      List<Field> base,
      JoinKind kind) {
    List<Field> fields = new ArrayList<>(left.plan().schema().getFields());
    List<Slot> slots = new ArrayList<>(left.slots());
    for (Field field : base) {
      slots.add(new Slot.Column(fields.size()));
      fields.add(Types.withNullability(field, field.isNullable() || kind == JoinKind.LEFT));
    }
    Relation rows =
        new Relation(
            new Plan.Values(List.of(), new Schema(fields)),
            slots,
            left.times(),
            left.eventTime(),
            left.bounded());
    return new Picked(lowering, join, side, rows, kind);
  }

  /// What has to be true of both rows, or null.
  Expression condition(List<RexNode> conditions) {
    return conditions.isEmpty()
        ? null
        : lowering
            .expressions(join, rows)
            .lower(RexUtil.composeConjunction(join.getCluster().getRexBuilder(), conditions));
  }

  /// The join's fields.
  ///
  /// @param plan yields the rows
  /// @param keys fields of the base that are null only where no row was picked
  Relation output(Plan plan, List<Integer> keys) {
    Relation picked = rows.withPlan(plan);
    Expressions expressions = lowering.expressions(join, picked);
    List<String> names = join.getRowType().getFieldNames();
    int width = join.getLeft().getRowType().getFieldCount();
    boolean same = true;
    Projection output = new Projection(picked);
    for (int i = 0; i < width; i++) {
      output.field(names.get(i), picked.slots().get(i));
    }
    for (int i = 0; i < side.fields().size(); i++) {
      RexNode value = side.fields().get(i);
      if (value instanceof RexInputRef reference) {
        same &= reference.getIndex() == width + i;
        output.field(names.get(width + i), picked.slots().get(reference.getIndex()));
      } else {
        same = false;
        output.field(
            names.get(width + i), expressions.lower(ifPicked(value, width + keys.getFirst())));
      }
    }
    return same && picked.slots().size() == names.size() ? picked : output.build();
  }

  // What is computed of a row is null where there is none, whatever it would make of nulls.
  private RexNode ifPicked(RexNode value, int key) {
    if (kind != JoinKind.LEFT) {
      return value;
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    RelDataType row = side.base().getRowType();
    int width = join.getLeft().getRowType().getFieldCount();
    RelDataType keyType = row.getFieldList().get(key - width).getType();
    RelDataType nullable =
        builder.getTypeFactory().createTypeWithNullability(value.getType(), true);
    return builder.makeCall(
        nullable,
        SqlStdOperatorTable.CASE,
        List.of(
            builder.makeCall(
                SqlStdOperatorTable.IS_NOT_NULL,
                builder.makeInputRef(
                    builder.getTypeFactory().createTypeWithNullability(keyType, true), key)),
            value,
            builder.makeNullLiteral(nullable)));
  }
}
