package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Parts of JSON as operands. Only who compares one with something knows what it is: a part is
/// taken out as that.
final class JsonParts {
  private static final Set<SqlKind> ORDERING = orderings();

  private JsonParts() {}

  private static Set<SqlKind> orderings() {
    Set<SqlKind> kinds = EnumSet.copyOf(SqlKind.ORDER_COMPARISON);
    kinds.add(SqlKind.BETWEEN);
    return kinds;
  }

  /// Takes the operands of a comparison out as what the others are.
  ///
  /// @return whether one was taken out
  static boolean compare(SqlCallBinding binding) {
    Optional<RelDataType> other =
        binding.collectOperandTypes().stream().filter(type -> !SqlJson.is(type)).findFirst();
    boolean taken = false;
    for (int i = 0; i < binding.getOperandCount() && other.isPresent(); i++) {
      taken |= take(binding, i, other.get());
    }
    return taken;
  }

  private static boolean take(SqlCallBinding binding, int operand, RelDataType other) {
    if (!(binding.operand(operand) instanceof SqlCall part) || !JsonCasts.isPart(part)) {
      return false;
    }
    Optional<String> function = function(other, binding.getCall().getKind());
    function.ifPresent(name -> {
      SqlNode taken = SpecialSyntax.call(name, part.getParserPosition(), part.getOperandList());
      binding.getValidator().deriveType(binding.getScope(), taken);
      binding.getCall().setOperand(operand, taken);
    });
    return function.isPresent();
  }

  private static Optional<String> function(RelDataType other, SqlKind comparison) {
    if (SqlTypeUtil.isCharacter(other)) {
      return Optional.of("json_get_str");
    }
    if (SqlTypeUtil.isIntType(other) && !ORDERING.contains(comparison)) {
      return Optional.of("json_get_int");
    }
    return SqlTypeUtil.isNumeric(other) ? Optional.of("json_get_float") : Optional.empty();
  }

  /// @throws WadiException if an operand is JSON, which has no arithmetic
  static void refuseArithmetic(SqlCallBinding binding) {
    boolean arithmetic = binding.getCall().getKind().belongsTo(SqlKind.BINARY_ARITHMETIC);
    if (arithmetic && binding.collectOperandTypes().stream().anyMatch(SqlJson::is)) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "JSON is not a number that %s could take".formatted(binding.getOperator().getName()))
          .withHint("say which number it is: (json -> 'name')::DOUBLE")
          .at(Positions.of(binding.getCall().getParserPosition()));
    }
  }
}
