package dev.wadi.planner.resolve;

import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/// Calcite's implicit conversions, except for the arguments of uploaded functions, which convert
/// only what {@link DeclaredArguments} allows.
final class Coercions extends TypeCoercionImpl {
  Coercions(RelDataTypeFactory factory, SqlValidator validator) {
    super(factory, validator);
  }

  @Override
  public boolean userDefinedFunctionCoercion(
      SqlValidatorScope scope, SqlCall call, SqlFunction function) {
    return !(function instanceof UserFunction)
        && super.userDefinedFunctionCoercion(scope, call, function);
  }
}
