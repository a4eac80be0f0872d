package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;

/// An uploaded function as Calcite sees it.
public final class UserFunction extends SqlFunction {
  private final FunctionSignature signature;

  UserFunction(FunctionSignature signature) {
    this(signature.name(), signature);
  }

  /// @param name what SQL calls the function
  UserFunction(String name, FunctionSignature signature) {
    super(
        name,
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(signature, binding),
        null,
        new DeclaredArguments(signature.arguments()),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.signature = signature;
  }

  public FunctionSignature signature() {
    return signature;
  }

  private static RelDataType resultType(FunctionSignature signature, SqlOperatorBinding binding) {
    Field declared = signature.result();
    boolean nullIn =
        signature.nulls() == NullHandling.STRICT
            && binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
    return SqlTypes.FACTORY.createTypeWithNullability(
        ArrowTypes.sql(declared), declared.isNullable() || nullIn);
  }

  @Override
  public boolean isDeterministic() {
    return signature.volatility() == Volatility.IMMUTABLE;
  }
}
