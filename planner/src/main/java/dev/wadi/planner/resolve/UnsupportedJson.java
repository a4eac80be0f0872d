package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// What Calcite's JSON functions would get wrong: they write times as numbers and know nothing of
/// the JSON type.
final class UnsupportedJson {
  private static final Set<SqlOperator> CONSTRUCTORS =
      Set.of(SqlStdOperatorTable.JSON_OBJECT, SqlStdOperatorTable.JSON_ARRAY);
  private static final Set<SqlOperator> CHANGES =
      Set.of(
          SqlLibraryOperators.JSON_INSERT,
          SqlLibraryOperators.JSON_REPLACE,
          SqlLibraryOperators.JSON_SET);

  private UnsupportedJson() {}

  /// Functions that there are not.
  static boolean has(SqlOperator function) {
    return CHANGES.contains(function);
  }

  /// @throws WadiException with a position
  static void refuse(SqlCall call) {
    SqlOperator operator = call.getOperator();
    if (CONSTRUCTORS.contains(operator)) {
      throw unsupported(
          call,
          operator.getName(),
          "write the text and cast it: ('{\"a\": ' || to_json(a)::TEXT || '}')::JSON");
    }
    if (operator == SqlStdOperatorTable.JSON_VALUE
        && call.getOperandList().stream().anyMatch(UnsupportedJson::isDefault)) {
      throw unsupported(call, "JSON_VALUE with a DEFAULT", "use coalesce(json_value(..), default)");
    }
  }

  private static boolean isDefault(SqlNode operand) {
    return operand instanceof SqlLiteral literal
        && literal.getValue() == SqlJsonValueEmptyOrErrorBehavior.DEFAULT;
  }

  private static WadiException unsupported(SqlCall call, String feature, String hint) {
    return new WadiException(ErrorCode.UNSUPPORTED_SQL, feature + " is not supported")
        .withHint(hint)
        .at(Positions.of(call.getParserPosition()));
  }
}
