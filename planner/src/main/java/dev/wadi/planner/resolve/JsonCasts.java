package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Casts to JSON and from it, which are calls of functions: as a cast of one text to another, the
/// optimizer would drop them. A part of a JSON value is taken out as what it is cast to, which
/// makes anything else NULL.
final class JsonCasts {
  private static final String GET = "json_get";

  private final RexBuilder builder;
  private final SqlParserPos position;

  private JsonCasts(RexBuilder builder, SqlParserPos position) {
    this.builder = builder;
    this.position = position;
  }

  /// Whether a value of one type does not become one of the other by a plain cast.
  static boolean apply(RelDataType from, RelDataType to) {
    return from.getSqlTypeName() != SqlTypeName.NULL && (SqlJson.is(from) || SqlJson.is(to));
  }

  /// Whether a call takes a part out of JSON, whose type is not known yet.
  static boolean isPart(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase(GET);
  }

  /// @param safe whether what cannot be converted becomes NULL
  static RexNode cast(
      RexBuilder builder, RexNode value, RelDataType to, boolean safe, SqlParserPos position) {
    JsonCasts casts = new JsonCasts(builder, position);
    return SqlJson.is(to) ? casts.toJson(value, safe) : casts.fromJson(value, to, safe);
  }

  private RexNode toJson(RexNode value, boolean safe) {
    if (SqlJson.is(value.getType())) {
      return value;
    }
    if (SqlTypeUtil.isCharacter(value.getType())) {
      return call(safe ? "try_parse_json" : "parse_json", List.of(value));
    }
    BuiltInOperator function = BuiltInOperator.named("to_json");
    if (function.overloads().choose(List.of(value.getType())).isEmpty()) {
      throw impossible(value.getType(), "JSON");
    }
    return builder.makeCall(function, value);
  }

  private RexNode fromJson(RexNode value, RelDataType to, boolean safe) {
    RexNode part =
        switch (to.getSqlTypeName()) {
          case BOOLEAN -> take("json_get_bool", value);
          case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT ->
              take("json_get_int", value);
          case REAL, FLOAT, DOUBLE -> take("json_get_float", value);
          case DECIMAL -> take("json_get_number", value);
          case CHAR, VARCHAR ->
              isPart(value) ? take("json_get_str", value) : take("json_get_json", value);
          case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> take("json_get_str", value);
          default -> throw impossible(value.getType(), to.toString());
        };
    RelDataType type = SqlTypes.FACTORY.createTypeWithNullability(to, true);
    return builder.makeCast(type, part, true, safe);
  }

  private static boolean isPart(RexNode value) {
    return value instanceof RexCall call && call.getOperator().getName().equals(GET);
  }

  private RexNode take(String function, RexNode value) {
    return call(function, isPart(value) ? ((RexCall) value).getOperands() : List.of(value));
  }

  private RexNode call(String function, List<RexNode> arguments) {
    return builder.makeCall(BuiltInOperator.named(function), arguments);
  }

  private WadiException impossible(RelDataType from, String to) {
    return new WadiException(
            ErrorCode.TYPE_MISMATCH, "%s cannot be converted to %s".formatted(from, to))
        .withHint("convert their values one by one; JSON is read with -> and ->>")
        .at(Positions.of(position));
  }
}
