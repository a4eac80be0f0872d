package dev.wadi.planner.resolve;

import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
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
    Optional<BuiltInFunction> function = overloads.choose(binding.collectOperandTypes());
    if (function.isEmpty() && throwOnFailure) {
      throw wrongArguments(binding);
    }
    function.ifPresent(chosen -> checkConstants(chosen, binding));
    return function.isPresent();
  }

  private static void checkConstants(BuiltInFunction function, SqlCallBinding binding) {
    for (int i = 0; i < binding.getOperandCount(); i++) {
      if (binding.operand(i) instanceof SqlCharStringLiteral literal) {
        try {
          function.checkConstant(i, literal.toValue());
        } catch (WadiException e) {
          throw e.at(Positions.of(literal.getParserPosition()));
        }
      }
    }
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
