package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/// The arguments that the functions of one name take.
final class BuiltInArguments implements SqlOperandTypeChecker {
  private final Overloads overloads;

  BuiltInArguments(Overloads overloads) {
    this.overloads = overloads;
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    boolean fits = overloads.choose(binding.collectOperandTypes()).isPresent();
    if (!fits && throwOnFailure) {
      throw wrongArguments(binding);
    }
    return fits;
  }

  private WadiException wrongArguments(SqlCallBinding binding) {
    String name = binding.getOperator().getName();
    String given =
        binding.collectOperandTypes().stream()
            .map(RelDataType::toString)
            .collect(Collectors.joining(", "));
    return new WadiException(
            ErrorCode.TYPE_MISMATCH,
            "the function '%s' does not take these arguments: (%s)".formatted(name, given))
        .withHint("there is " + overloads.signatures(name))
        .at(Positions.of(binding.getCall().getParserPosition()));
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return overloads.counts();
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return overloads.signatures(name);
  }
}
