package dev.wadi.planner.resolve;

import dev.wadi.engine.function.ValueType;
import java.util.List;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// How far a value is from what a built-in function takes: the nearest overload is called.
final class ArgumentCost {
  private static final OptionalInt IMPOSSIBLE = OptionalInt.empty();
  private static final OptionalInt SAME = OptionalInt.of(0);
  private static final OptionalInt NEAR = OptionalInt.of(1);
  private static final OptionalInt FAR = OptionalInt.of(3);
  private static final OptionalInt FARTHER = OptionalInt.of(4);

  private ArgumentCost() {}

  /// Empty if it is not converted without a CAST.
  static OptionalInt of(RelDataType from, ValueType to) {
    if (to.isVariable()) {
      return SAME;
    }
    if (from.getSqlTypeName() == SqlTypeName.NULL) {
      return ofNull(to);
    }
    if (to.takesAnything()) {
      return anything(from);
    }
    return switch (to.arrow()) {
      case ArrowType.Bool _ -> same(from.getSqlTypeName() == SqlTypeName.BOOLEAN);
      case ArrowType.Int _ -> whole(from);
      case ArrowType.FloatingPoint _ -> floating(from);
      case ArrowType.Decimal _ -> same(from.getSqlTypeName() == SqlTypeName.DECIMAL);
      case ArrowType.Utf8 _ -> text(from, to);
      case ArrowType.Binary _ -> same(SqlTypeUtil.isBinary(from));
      case ArrowType.Date _ ->
          from.getSqlTypeName() == SqlTypeName.DATE ? SAME : literal(from, FARTHER);
      case ArrowType.Time _ ->
          from.getSqlTypeName() == SqlTypeName.TIME ? SAME : literal(from, FARTHER);
      case ArrowType.Timestamp _ -> timestamp(from);
      case ArrowType.Duration _ ->
          same(SqlTypeName.DAY_INTERVAL_TYPES.contains(from.getSqlTypeName()));
      case ArrowType.Interval _ ->
          same(SqlTypeName.YEAR_INTERVAL_TYPES.contains(from.getSqlTypeName()));
      case ArrowType.List _ when TypeVariables.isArray(from) ->
          of(from.getComponentType(), to.children().getFirst());
      case ArrowType.Map _ when TypeVariables.isMap(from) -> map(from, to.children());
      default -> IMPOSSIBLE;
    };
  }

  private static OptionalInt map(RelDataType from, List<ValueType> to) {
    OptionalInt keys = of(from.getKeyType(), to.get(0));
    OptionalInt values = of(from.getValueType(), to.get(1));
    return keys.isEmpty() || values.isEmpty()
        ? IMPOSSIBLE
        : OptionalInt.of(keys.getAsInt() + values.getAsInt());
  }

  private static OptionalInt same(boolean fits) {
    return fits ? SAME : IMPOSSIBLE;
  }

  // What stands for its kind; and a result of a DECIMAL's digits needs a DECIMAL.
  private static OptionalInt ofNull(ValueType to) {
    return switch (to.arrow()) {
      case ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Utf8 _, ArrowType.Timestamp _ ->
          SAME;
      case ArrowType.Decimal _ -> FAR;
      default -> NEAR;
    };
  }

  private static OptionalInt anything(RelDataType from) {
    boolean text = SqlTypeUtil.isCharacter(from) && !SqlJson.is(from);
    return text ? SAME : SqlTypeUtil.isAtomic(from) ? FAR : IMPOSSIBLE;
  }

  // A text may be read as JSON, and JSON as the text that it is.
  private static OptionalInt text(RelDataType from, ValueType to) {
    if (to.isStep() && SqlTypeUtil.isIntType(from)) {
      return SAME;
    }
    if (!SqlTypeUtil.isCharacter(from)) {
      return IMPOSSIBLE;
    }
    return to.isStep() || to.isJson() == SqlJson.is(from) ? SAME : NEAR;
  }

  private static OptionalInt whole(RelDataType from) {
    if (!SqlTypeUtil.isIntType(from)) {
      return IMPOSSIBLE;
    }
    return from.getSqlTypeName() == SqlTypeName.BIGINT ? SAME : NEAR;
  }

  private static OptionalInt floating(RelDataType from) {
    return switch (from.getSqlTypeName()) {
      case DOUBLE, FLOAT -> SAME;
      case REAL -> NEAR;
      default -> SqlTypeUtil.isNumeric(from) ? FAR : IMPOSSIBLE;
    };
  }

  private static OptionalInt timestamp(RelDataType from) {
    return switch (from.getSqlTypeName()) {
      case TIMESTAMP -> SAME;
      case DATE -> FAR;
      default -> literal(from, FAR);
    };
  }

  // Only literals are CHAR: other texts are not taken for times.
  private static OptionalInt literal(RelDataType from, OptionalInt cost) {
    return from.getSqlTypeName() == SqlTypeName.CHAR ? cost : IMPOSSIBLE;
  }
}
