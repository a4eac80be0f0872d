package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/// `TRY(f(x))`: NULL for the rows that a plugin's function rejects. Nothing but such a call can
/// stand in it, so that it is clear what becomes NULL.
public final class TryFunction {
  public static final SqlFunction TRY =
      new SqlFunction(
          "TRY",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
          null,
          new Operand(),
          SqlFunctionCategory.SYSTEM);

  private TryFunction() {}

  private static final class Operand implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (binding.operand(0) instanceof SqlCall call
          && call.getOperator() instanceof UserFunction) {
        return true;
      }
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL, "TRY takes a call of a plugin's function, nothing else")
          .withHint("write TRY(f(x)); of a CAST there is TRY_CAST")
          .at(Positions.of(binding.operand(0).getParserPosition()));
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.of(1);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return name + "(<FUNCTION>(..))";
    }
  }
}
