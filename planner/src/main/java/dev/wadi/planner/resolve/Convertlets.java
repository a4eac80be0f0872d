package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// How calls become expressions: Calcite's ways, and one for our own subtraction.
final class Convertlets implements SqlRexConvertletTable {
  private static final SqlRexConvertletTable STANDARD = StandardConvertletTable.INSTANCE;

  @Override
  public SqlRexConvertlet get(SqlCall call) {
    return call.getOperator() == OwnOperators.MINUS ? Convertlets::minus : STANDARD.get(call);
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
