package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;

/// The arguments that an uploaded function declares. A narrower number is widened, nothing else is
/// converted: a function never sees half of what the caller passed.
final class DeclaredArguments implements SqlOperandMetadata {
  private final FunctionSignature signature;
  private final List<String> names;
  private final List<RelDataType> types;

  DeclaredArguments(FunctionSignature signature) {
    this.signature = signature;
    this.names = signature.arguments().stream().map(Field::getName).toList();
    this.types = signature.arguments().stream().map(ArrowTypes::sql).toList();
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    for (int i = 0; i < binding.getOperandCount(); i++) {
      RelDataType type = types.get(Math.min(i, types.size() - 1));
      if (!Widening.allowed(binding.getOperandType(i), type)) {
        if (throwOnFailure) {
          throw binding.newValidationSignatureError();
        }
        return false;
      }
    }
    return true;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return signature.variadic()
        ? SqlOperandCountRanges.between(types.size() - 1, FunctionSignature.ARGUMENTS_MAX)
        : SqlOperandCountRanges.of(types.size());
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    String end = signature.variadic() ? "...)" : ")";
    return name + types.stream().map(Object::toString).collect(Collectors.joining(", ", "(", end));
  }

  @Override
  public List<RelDataType> paramTypes(RelDataTypeFactory factory) {
    return types;
  }

  @Override
  public List<String> paramNames() {
    return names;
  }

  @Override
  public boolean isFixedParameters() {
    return !signature.variadic();
  }
}
