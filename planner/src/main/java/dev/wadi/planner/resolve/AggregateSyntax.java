package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Brings the many ways to write an aggregate into one form: what is aggregated first, constants
/// last, the order in WITHIN GROUP, IGNORE NULLS as a filter.
final class AggregateSyntax {
  private AggregateSyntax() {}

  /// A call of a function or what is written around one; anything else stays as it is.
  static SqlNode rewrite(SqlBasicCall call) {
    return switch (call.getKind()) {
      case WITHIN_GROUP -> withinGroup(call);
      case FILTER -> filter(call);
      case RESPECT_NULLS -> isAggregate(call.operand(0)) ? call.operand(0) : call;
      case IGNORE_NULLS -> isAggregate(call.operand(0)) ? ignoreNulls(call.operand(0)) : call;
      default -> plain(call);
    };
  }

  static boolean isNullTreatment(SqlNode node) {
    return node.getKind() == SqlKind.IGNORE_NULLS || node.getKind() == SqlKind.RESPECT_NULLS;
  }

  private static boolean isAggregate(SqlNode node) {
    return node instanceof SqlBasicCall call
        && (call.getOperator() instanceof AggregateOperator
            || call.getKind() == SqlKind.WITHIN_GROUP);
  }

  private static SqlNode plain(SqlBasicCall call) {
    String name = name(call.getOperator());
    if (name.equals("count_if") || name.equals("countif")) {
      return countIf(call);
    }
    return AggregateOperator.find(name)
        .map(operator -> canonical(call, operator))
        .orElseGet(() -> refuseOrder(call));
  }

  // The two-argument form has a name of its own in Calcite.
  private static String name(SqlOperator operator) {
    String name = operator.getName().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "percentile_cont2" -> "percentile_cont";
      case "percentile_disc2" -> "percentile_disc";
      default -> name;
    };
  }

  // Conditions that are true are the only ones that are not null here.
  private static SqlNode countIf(SqlBasicCall call) {
    if (call.operandCount() != 1) {
      return call;
    }
    SqlParserPos position = call.getParserPosition();
    SqlNode condition = call.operand(0);
    SqlNode isTrue = SqlStdOperatorTable.IS_TRUE.createCall(position, condition);
    SqlNode counted =
        SqlStdOperatorTable.NULLIF.createCall(
            position, isTrue, SqlLiteral.createBoolean(false, position));
    return SqlStdOperatorTable.COUNT.createCall(call.getFunctionQuantifier(), position, counted);
  }

  private static SqlNode canonical(SqlBasicCall call, AggregateOperator operator) {
    SqlParserPos position = call.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    SqlNodeList order = null;
    for (SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlNodeList list) {
        order = list;
      } else if (operand.getKind() == SqlKind.SEPARATOR) {
        operands.add(((SqlCall) operand).operand(0));
      } else {
        operands.add(operand);
      }
    }
    if (operator.aggregate() == BuiltInAggregate.STRING_AGG && operands.size() == 1) {
      operands.add(SqlLiteral.createCharString(",", position));
    }
    SqlCall result = operator.createCall(call.getFunctionQuantifier(), position, operands);
    return order == null
        ? result
        : SqlStdOperatorTable.WITHIN_GROUP.createCall(position, result, order);
  }

  private static SqlNode refuseOrder(SqlBasicCall call) {
    for (SqlNode operand : call.getOperandList()) {
      boolean function = call.getOperator().getKind() == SqlKind.OTHER_FUNCTION;
      if (function && operand instanceof SqlNodeList list) {
        throw new WadiException(
                ErrorCode.INVALID_SQL,
                "the function '%s' takes no ORDER BY".formatted(name(call.getOperator())))
            .withHint("leave it out")
            .at(Positions.of(list.getParserPosition()));
      }
    }
    return call;
  }

  // percentile_cont(0.5) WITHIN GROUP (ORDER BY x) and the like.
  private static SqlNode withinGroup(SqlBasicCall call) {
    if (!(call.operand(0) instanceof SqlBasicCall inner)
        || !(inner.getOperator() instanceof AggregateOperator operator)
        || !takesValueFromOrder(operator.aggregate())) {
      return call;
    }
    SqlNodeList order = call.operand(1);
    if (order.size() != 1) {
      throw new WadiException(
              ErrorCode.INVALID_SQL, "%s is ordered by one value".formatted(operator.getName()))
          .withHint("leave the others out")
          .at(Positions.of(order.getParserPosition()));
    }
    return byOrder(inner, operator, order.get(0));
  }

  private static boolean takesValueFromOrder(BuiltInAggregate aggregate) {
    return switch (aggregate) {
      case PERCENTILE_CONT, PERCENTILE_DISC, MODE -> true;
      case APPROX_PERCENTILE_CONT, APPROX_PERCENTILE_CONT_WITH_WEIGHT -> true;
      default -> false;
    };
  }

  private static SqlNode byOrder(SqlBasicCall call, AggregateOperator operator, SqlNode item) {
    SqlNode value = item;
    boolean descending = false;
    while (value.getKind() == SqlKind.DESCENDING
        || value.getKind() == SqlKind.NULLS_FIRST
        || value.getKind() == SqlKind.NULLS_LAST) {
      descending |= value.getKind() == SqlKind.DESCENDING;
      value = ((SqlCall) value).operand(0);
    }
    List<SqlNode> operands = new ArrayList<>(List.of(value));
    for (SqlNode operand : call.getOperandList()) {
      boolean fraction = operand instanceof SqlNumericLiteral && isFraction(operator, operands);
      operands.add(fraction && descending ? fromTheOtherEnd(operator, operand) : operand);
    }
    return operator.createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
  }

  private static boolean isFraction(AggregateOperator operator, List<SqlNode> before) {
    List<AggregateArgument> arguments = operator.aggregate().arguments();
    return before.size() < arguments.size()
        && arguments.get(before.size()) == AggregateArgument.FRACTION;
  }

  private static SqlNode fromTheOtherEnd(AggregateOperator operator, SqlNode fraction) {
    if (operator.aggregate() == BuiltInAggregate.PERCENTILE_DISC) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL, "percentile_disc in descending order is not supported")
          .withHint("write the fraction from the other end: percentile_disc(1 - fraction)")
          .at(Positions.of(fraction.getParserPosition()));
    }
    BigDecimal given = ((SqlNumericLiteral) fraction).bigDecimalValue();
    return SqlLiteral.createExactNumeric(
        BigDecimal.ONE.subtract(given).toPlainString(), fraction.getParserPosition());
  }

  private static SqlNode ignoreNulls(SqlBasicCall call) {
    SqlBasicCall function = call.getKind() == SqlKind.WITHIN_GROUP ? call.operand(0) : call;
    SqlParserPos position = call.getParserPosition();
    SqlNode value = function.operand(0);
    return SqlStdOperatorTable.FILTER.createCall(
        position, call, SqlStdOperatorTable.IS_NOT_NULL.createCall(position, value));
  }

  // What IGNORE NULLS became and what is written.
  private static SqlNode filter(SqlBasicCall call) {
    if (call.operand(0) instanceof SqlBasicCall inner && inner.getKind() == SqlKind.FILTER) {
      SqlParserPos position = call.getParserPosition();
      return SqlStdOperatorTable.FILTER.createCall(
          position,
          inner.operand(0),
          SqlStdOperatorTable.AND.createCall(position, inner.operand(1), call.operand(1)));
    }
    return call;
  }
}
