package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// How calls become expressions: Calcite's ways, and ours for subtraction and for JSON.
final class Convertlets implements SqlRexConvertletTable {
  private static final SqlRexConvertletTable STANDARD = StandardConvertletTable.INSTANCE;

  @Override
  public SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() == OwnOperators.MINUS) {
      return Convertlets::minus;
    }
    return call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST
        ? Convertlets::cast
        : STANDARD.get(call);
  }

  private static RexNode cast(SqlRexContext context, SqlCall call) {
    SqlValidator validator = context.getValidator();
    // Of casts that the validator added, not all types are known.
    RelDataType from = validator.getValidatedNodeTypeIfKnown(call.operand(0));
    RelDataType to = validator.getValidatedNodeTypeIfKnown(call);
    return from != null && to != null && JsonCasts.apply(from, to)
        ? JsonCasts.cast(
            context.getRexBuilder(),
            context.convertExpression(call.operand(0)),
            to,
            call.getKind() == SqlKind.SAFE_CAST,
            call.getParserPosition())
        : STANDARD.get(call).convertCall(context, call);
  }

  private static RexNode minus(SqlRexContext context, SqlCall call) {
    SqlValidator validator = context.getValidator();
    List<SqlNode> operands = call.getOperandList();
    RelDataType type = validator.getValidatedNodeType(call);
    if (OwnOperators.isTimeBetween(
        validator.getValidatedNodeType(operands.get(0)),
        validator.getValidatedNodeType(operands.get(1)))) {
      List<RexNode> times = operands.stream().map(context::convertExpression).toList();
      return context.getRexBuilder().makeCall(type, SqlStdOperatorTable.MINUS_DATE, times);
    }
    SqlCall standard = SqlStdOperatorTable.MINUS.createCall(call.getParserPosition(), operands);
    validator.setValidatedNodeType(standard, type);
    return STANDARD.get(standard).convertCall(context, standard);
  }
}
