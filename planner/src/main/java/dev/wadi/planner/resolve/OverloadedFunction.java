package dev.wadi.planner.resolve;

import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// Several uploaded scalar functions of one name. A call becomes one of the function that its
/// arguments fit best. Calcite's own choice takes a narrower number for a better one.
final class OverloadedFunction extends SqlFunction {
  private final List<UserFunction> functions;

  OverloadedFunction(List<UserFunction> functions) {
    super(
        functions.getFirst().getName(),
        new SqlIdentifier(functions.getFirst().getName(), SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.functions = List.copyOf(functions);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    List<RelDataType> arguments =
        call.getOperandList().stream()
            .map(operand -> validator.deriveType(scope, operand))
            .toList();
    UserFunction chosen =
        functions.stream()
            .filter(f -> f.declared().takes(arguments.size()) && f.declared().fits(arguments))
            .min(Comparator.comparingInt(f -> f.declared().distance(arguments)))
            .orElseThrow(() -> validator.handleUnresolvedFunction(call, this, arguments, null));
    ((SqlBasicCall) call).setOperator(chosen);
    return chosen.validateOperands(validator, scope, call);
  }
}
