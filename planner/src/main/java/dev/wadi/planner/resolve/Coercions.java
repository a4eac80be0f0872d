package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/// Calcite's implicit conversions, except for
///
/// - the arguments of uploaded functions, which convert only what {@link DeclaredArguments} allows,
/// - comparisons of BIGINT UNSIGNED with signed numbers, for which BIGINT is too small,
/// - texts that are compared with a number for being the same: not every text is a number, but
///   every number has a text. (A text that is written in the query does become a number.)
final class Coercions extends TypeCoercionImpl {
  private static final Set<SqlKind> SAMENESS =
      Set.of(
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM);

  Coercions(RelDataTypeFactory factory, SqlValidator validator) {
    super(factory, validator);
  }

  @Override
  public RelDataType commonTypeForBinaryComparison(RelDataType left, RelDataType right) {
    return left != null && right != null && SqlTypes.mixesSigns(List.of(left, right))
        ? factory.leastRestrictive(List.of(left, right))
        : super.commonTypeForBinaryComparison(left, right);
  }

  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    boolean taken = JsonParts.compare(binding);
    return asTexts(binding) || super.binaryComparisonCoercion(binding) || taken;
  }

  private boolean asTexts(SqlCallBinding binding) {
    if (binding.getOperandCount() != 2 || !SAMENESS.contains(binding.getOperator().getKind())) {
      return false;
    }
    for (int text = 0; text < 2; text++) {
      int number = 1 - text;
      if (isComputedText(binding, text) && SqlTypeUtil.isNumeric(binding.getOperandType(number))) {
        return coerceOperandType(
            binding.getScope(), binding.getCall(), number, text(binding.getOperandType(number)));
      }
    }
    return false;
  }

  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    boolean taken = JsonParts.compare(binding);
    if (isComputedText(binding, 0) && binding.operand(1) instanceof SqlNodeList values) {
      boolean coerced = false;
      for (int i = 0; i < values.size(); i++) {
        RelDataType type = validator.deriveType(binding.getScope(), values.get(i));
        if (SqlTypeUtil.isNumeric(type)) {
          coerced |= coerceColumnType(binding.getScope(), values, i, text(type));
        }
      }
      return coerced;
    }
    return super.inOperationCoercion(binding) || taken;
  }

  private static boolean isComputedText(SqlCallBinding binding, int operand) {
    RelDataType type = binding.getOperandType(operand);
    return SqlTypeUtil.isCharacter(type)
        && !SqlJson.is(type)
        && !(binding.operand(operand) instanceof SqlLiteral);
  }

  private RelDataType text(RelDataType number) {
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.VARCHAR), number.isNullable());
  }

  @Override
  public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
    JsonParts.refuseArithmetic(binding);
    return super.binaryArithmeticCoercion(binding);
  }

  @Override
  public boolean userDefinedFunctionCoercion(
      SqlValidatorScope scope, SqlCall call, SqlFunction function) {
    return !(function instanceof Uploaded)
        && super.userDefinedFunctionCoercion(scope, call, function);
  }
}
