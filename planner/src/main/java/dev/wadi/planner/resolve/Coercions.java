package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/// Calcite's implicit conversions, except for the arguments of uploaded functions, which convert
/// only what {@link DeclaredArguments} allows, and for comparisons of BIGINT UNSIGNED with signed
/// numbers, for which BIGINT is too small.
final class Coercions extends TypeCoercionImpl {
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
    return super.binaryComparisonCoercion(binding) || taken;
  }

  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    boolean taken = JsonParts.compare(binding);
    return super.inOperationCoercion(binding) || taken;
  }

  @Override
  public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
    JsonParts.refuseArithmetic(binding);
    return super.binaryArithmeticCoercion(binding);
  }

  @Override
  public boolean userDefinedFunctionCoercion(
      SqlValidatorScope scope, SqlCall call, SqlFunction function) {
    return !(function instanceof UserFunction)
        && super.userDefinedFunctionCoercion(scope, call, function);
  }
}
