package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.plan.LookedUp;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinKind;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.ConnectionTable;
import dev.wadi.planner.resolve.LookupOptions;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.sdk.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/// A join whose right side is a lookup table: asked for the row of each left row's key.
final class LookupJoinLowering {
  private final Lowering lowering;

  LookupJoinLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(Join join, PickedSide side) {
    ConnectionTable table = side.base().getTable().unwrap(ConnectionTable.class);
    JoinKind kind = kind(join, table);
    PickedSide.Keys keys = keys(join, side, table);
    Relation left = settled(join, table);
    Expressions expressions = lowering.expressions(join.getLeft(), left);
    AddedColumns columns = new AddedColumns(left);
    List<Integer> keyColumns = new ArrayList<>();
    Schema schema = table.physical().orElseThrow();
    for (int i = 0; i < keys.values().size(); i++) {
      Field field = schema.findField(table.primaryKey().get(i));
      keyColumns.add(columns.column(key(join, keys.values().get(i), field, expressions)));
    }
    Relation input = columns.relation();
    Picked pairs = Picked.of(lowering, join, side, input, schema.getFields(), kind);
    Plan plan =
        new Plan.LookupJoin(
            input.plan(),
            lookedUp(table, schema),
            kind,
            keyColumns,
            pairs.condition(keys.residual()),
            kind.pairs() ? pairs.rows().plan().schema() : input.plan().schema());
    return kind.pairs() ? pairs.output(plan, keyFields(table, schema)) : input.withPlan(plan);
  }

  private static JoinKind kind(Join join, ConnectionTable table) {
    return switch (join.getJoinType()) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      default ->
          throw Unsupported.at(
              join,
              "%s JOIN of the lookup table '%s' is not supported: nobody knows all of its rows"
                  .formatted(join.getJoinType(), table.name()),
              "use JOIN or LEFT JOIN");
    };
  }

  private static List<Integer> keyFields(ConnectionTable table, Schema schema) {
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    return table.primaryKey().stream().map(names::indexOf).toList();
  }

  private static PickedSide.Keys keys(Join join, PickedSide side, ConnectionTable table) {
    int width = join.getLeft().getRowType().getFieldCount();
    return side.keys(width, keyFields(table, table.physical().orElseThrow()))
        .orElseThrow(() ->
            Unsupported.at(
                join,
                "the lookup table '%s' is joined without its key: it is asked for rows by %s"
                    .formatted(table.name(), String.join(", ", table.primaryKey())),
                "compare each column of the primary key by = with the left side"));
  }

  // What a lookup says now need not be what it said when the row was added.
  private Relation settled(Join join, ConnectionTable table) {
    Relation left = lowering.relation(join.getLeft());
    if (left.isChangelog() && !left.bounded()) {
      throw Unsupported.at(
          join,
          "rows that change cannot be joined with the lookup table '%s': its answer may be another one"
                  .formatted(table.name())
              + " when a row is taken back",
          "join first, then aggregate");
    }
    return Changelogs.settled(left, join, "lookup joins");
  }

  // What does not fit into the key's type is no key.
  private static Expression key(Join join, RexNode value, Field key, Expressions expressions) {
    RelDataType common =
        SqlTypes.FACTORY.leastRestrictive(List.of(value.getType(), ArrowTypes.sql(key)));
    if (common != null && Types.same(ArrowTypes.field(common), key)) {
      return expressions.as(value, key);
    }
    if (isWhole(key) && isWhole(ArrowTypes.field(value.getType()))) {
      Field nullable = Types.withNullability(Types.unnamed(key), true);
      return new Expression.Cast(expressions.lower(value), true, nullable);
    }
    throw Unsupported.at(
        join,
        ErrorCode.TYPE_MISMATCH,
        "the key '%s' is %s, but is compared with %s"
            .formatted(
                key.getName(),
                ArrowTypes.sql(key).getSqlTypeName(),
                value.getType().getSqlTypeName()),
        "convert what it is compared with");
  }

  private static boolean isWhole(Field field) {
    return field.getType() instanceof ArrowType.Int;
  }

  private static LookedUp lookedUp(ConnectionTable table, Schema schema) {
    LookupOptions options = table.lookupOptions().orElseThrow();
    return new LookedUp(
        table.definition(schema),
        IntStream.range(0, schema.getFields().size()).boxed().toList(),
        options.maxAgeMillis(),
        options.cacheBytes());
  }
}
