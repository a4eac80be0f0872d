package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// What a value becomes when it is stored in a column of another type without a CAST: a number of
/// another size, a text, a date or timestamp of another kind. Nothing is guessed from texts.
final class Coercion {
  private Coercion() {}

  /// The expression as a column's type, which keeps the expression's nullability.
  ///
  /// @throws WadiException with TYPE_MISMATCH
  static RexNode assign(
      RexBuilder builder,
      RexNode value,
      RelDataType column,
      String columnName,
      SqlParserPos position) {
    RelDataType from = value.getType();
    RelDataType to = SqlTypes.FACTORY.createTypeWithNullability(column, from.isNullable());
    if (ArrowTypes.field(from).equals(ArrowTypes.field(to)) && !shortens(from, to)) {
      return value;
    }
    if (SqlJson.is(to) && JsonCasts.apply(from, to)) {
      return JsonCasts.cast(builder, value, to, false, position);
    }
    if (!assignable(from, to)) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "column '%s' is %s, but the value for it is %s".formatted(columnName, column, from))
          .withHint("convert it: CAST(... AS %s)".formatted(column))
          .at(Positions.of(position));
    }
    return builder.makeCast(to, value, true, false);
  }

  private static boolean shortens(RelDataType from, RelDataType to) {
    return switch (to.getSqlTypeName()) {
      case CHAR, VARCHAR, TIMESTAMP -> to.getPrecision() != from.getPrecision() && precise(to);
      default -> false;
    };
  }

  private static boolean precise(RelDataType type) {
    return type.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED;
  }

  private static boolean assignable(RelDataType from, RelDataType to) {
    if (from.getSqlTypeName() == SqlTypeName.NULL) {
      return true;
    }
    if (SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to)) {
      return true;
    }
    if (SqlTypeUtil.isCharacter(to)) {
      return SqlTypeUtil.isAtomic(from) && !SqlTypeUtil.isBinary(from);
    }
    if (SqlTypeUtil.isDatetime(from) && SqlTypeUtil.isDatetime(to)) {
      return SqlTypeUtil.canCastFrom(to, from, true);
    }
    return SqlTypeUtil.sameNamedType(from, to)
        || from.getFamily() == to.getFamily() && SqlTypeUtil.canCastFrom(to, from, false);
  }
}
