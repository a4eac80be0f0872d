package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Refuses table functions where a value is, and other functions where a table is: Calcite would
/// say that there is no such function.
final class CallPlaces extends SqlBasicVisitor<Void> {
  private final Operators operators;

  private CallPlaces(Operators operators) {
    this.operators = operators;
  }

  static void check(SqlNode tree, Operators operators) {
    tree.accept(new CallPlaces(operators));
  }

  @Override
  public Void visit(SqlCall call) {
    if (call.getOperator() instanceof UnnestClause) {
      call.getOperandList().forEach(this::checkTable);
    }
    if (call.getOperator() instanceof SqlUnresolvedFunction function && !inFrom(function)) {
      checkValue(function.getName().toLowerCase(Locale.ROOT), call);
    }
    return super.visit(call);
  }

  private void checkTable(SqlNode operand) {
    if (operand instanceof SqlCall call
        && call.getOperator() instanceof SqlUnresolvedFunction function
        && inFrom(function)
        && operators.isOnlyScalar(function.getName())) {
      String name = function.getName().toLowerCase(Locale.ROOT);
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "the function '%s' gives a value, it cannot stand where a table is".formatted(name))
          .withHint("select it; the items of an array are rows of UNNEST(%s(...))".formatted(name))
          .at(Positions.of(call.getParserPosition()));
    }
  }

  private void checkValue(String name, SqlCall call) {
    if (operators.isOnlyTable(name)) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "the function '%s' gives rows, it cannot stand where a value is".formatted(name))
          .withHint("write it after FROM: FROM ..., LATERAL TABLE(%s(...))".formatted(name))
          .at(Positions.of(call.getParserPosition()));
    }
  }

  private static boolean inFrom(SqlUnresolvedFunction function) {
    return function.getFunctionType() == SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION;
  }
}
