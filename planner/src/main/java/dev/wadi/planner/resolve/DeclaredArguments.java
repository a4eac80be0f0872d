package dev.wadi.planner.resolve;

import dev.wadi.sdk.function.FunctionSignature;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    boolean fits = fits(binding.collectOperandTypes());
    if (!fits && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return fits;
  }

  boolean takes(int count) {
    return getOperandCountRange().isValidCount(count);
  }

  /// Whether such arguments, of which there are as many as it takes, need no CAST.
  boolean fits(List<RelDataType> arguments) {
    return IntStream.range(0, arguments.size())
        .allMatch(i -> Widening.allowed(arguments.get(i), type(i)));
  }

  /// How far arguments that fit have to be widened: 0 for those that are what is declared.
  int distance(List<RelDataType> arguments) {
    return IntStream.range(0, arguments.size())
        .map(i -> Widening.distance(arguments.get(i), type(i)))
        .sum();
  }

  private RelDataType type(int argument) {
    return types.get(Math.min(argument, types.size() - 1));
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
