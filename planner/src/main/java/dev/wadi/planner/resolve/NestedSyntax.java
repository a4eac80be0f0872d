package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Functions of arrays, maps and structs that are other words for an operator.
final class NestedSyntax {
  private NestedSyntax() {}

  /// @param name of a function in lower case
  static Optional<SqlNode> inOtherWords(SqlBasicCall call, String name) {
    List<SqlNode> operands = call.getOperandList();
    SqlParserPos position = call.getParserPosition();
    return switch (name) {
      case "list_ndims" -> Optional.of(SpecialSyntax.call("array_ndims", position, operands));
      case "get_field" -> renamed(SqlStdOperatorTable.ITEM, call, operands.size() == 2);
      case "make_map" ->
          renamed(
              SqlStdOperatorTable.MAP_VALUE_CONSTRUCTOR,
              call,
              !operands.isEmpty() && operands.size() % 2 == 0);
      case "struct" -> StructFunction.withNames(call);
      case "named_struct" -> {
        StructFunction.checkNames(call);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  // With other operands it is a function that there is not.
  private static Optional<SqlNode> renamed(
      SqlOperator operator, SqlBasicCall call, boolean operandsFit) {
    return operandsFit
        ? Optional.of(operator.createCall(call.getParserPosition(), call.getOperandList()))
        : Optional.empty();
  }
}
