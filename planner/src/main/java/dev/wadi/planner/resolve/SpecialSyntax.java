package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.JsonOperators;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.SliceOperator;
import dev.wadi.planner.parse.syntax.TimeZoneOperator;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Functions and operators with a syntax of their own as plain calls of built-in ones, and
/// functions that are other words for a CASE or a CAST.
final class SpecialSyntax {
  private static final Set<String> CLOCK =
      Set.of("current_timestamp", "current_date", "current_time", "localtimestamp", "localtime");

  private SpecialSyntax() {}

  static Optional<SqlNode> rewrite(SqlIdentifier name) {
    return CLOCK.contains(name.getSimple().toLowerCase(Locale.ROOT))
        ? Optional.of(call(name.getSimple(), name.getParserPosition(), List.of()))
        : Optional.empty();
  }

  /// `TIMESTAMP WITH TIME ZONE 'text'` is the cast of a text, which may tell an offset.
  static Optional<SqlNode> rewrite(SqlUnknownLiteral literal) {
    SqlParserPos position = literal.getParserPosition();
    return switch (literal.tag) {
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" -> {
        var type = new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, position);
        yield Optional.of(
            SqlStdOperatorTable.CAST.createCall(
                position,
                SqlLiteral.createCharString(literal.getValue(), position),
                new SqlDataTypeSpec(type, position)));
      }
      case "TIME WITH TIME ZONE", "TIME WITH LOCAL TIME ZONE" ->
          throw new WadiException(ErrorCode.UNSUPPORTED_SQL, "a TIME has no time zone")
              .withHint("a TIMESTAMP WITH TIME ZONE has one")
              .at(Positions.of(position));
      case "UUID" ->
          throw new WadiException(ErrorCode.UNSUPPORTED_SQL, "the type UUID is not supported")
              .withHint("a UUID is a TEXT: leave the word out")
              .at(Positions.of(position));
      default -> Optional.empty();
    };
  }

  static Optional<SqlNode> rewrite(SqlBasicCall call) {
    SqlOperator operator = call.getOperator();
    if (operator == SqlStdOperatorTable.POSITION) {
      return Optional.of(call("position", call.getParserPosition(), call.getOperandList()));
    }
    if (operator == SqlLibraryOperators.MAP) {
      return Optional.of(call("map", call.getParserPosition(), call.getOperandList()));
    }
    if (operator == SqlStdOperatorTable.OVERLAY) {
      return Optional.of(call("overlay", call.getParserPosition(), call.getOperandList()));
    }
    if (operator == TimeZoneOperator.AT_TIME_ZONE) {
      return Optional.of(
          call("timezone", call.getParserPosition(), call.getOperandList().reversed()));
    }
    if (operator == SliceOperator.SLICE) {
      List<SqlNode> operands = new ArrayList<>(List.of(call.operand(0)));
      operands.addAll(((SqlNodeList) call.operand(1)).getList());
      return Optional.of(call("array_slice", call.getParserPosition(), operands));
    }
    if (operator instanceof JsonOperators.Access access) {
      return Optional.of(call(access.function(), call.getParserPosition(), call.getOperandList()));
    }
    return operator == SqlStdOperatorTable.TRIM ? trim(call) : pattern(call);
  }

  // `text ~ pattern`, with a `*` in any case, with a `!` negated.
  private static Optional<SqlNode> pattern(SqlBasicCall call) {
    SqlOperator operator = call.getOperator();
    boolean anyCase =
        operator == SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE
            || operator == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE;
    boolean negated =
        operator == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_SENSITIVE
            || operator == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE;
    if (!anyCase && !negated && operator != SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE) {
      return Optional.empty();
    }
    SqlParserPos position = call.getParserPosition();
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    if (anyCase) {
      operands.add(SqlLiteral.createCharString("i", position));
    }
    SqlNode like = call("regexp_like", position, operands);
    return Optional.of(
        negated ? SqlStdOperatorTable.NOT.createCall(position, List.of(like)) : like);
  }

  // Calcite removes a single character only. Blanks at both ends have a kernel.
  private static Optional<SqlNode> trim(SqlBasicCall call) {
    var side = ((SqlLiteral) call.operand(0)).getValueAs(SqlTrimFunction.Flag.class);
    SqlNode characters = call.operand(1);
    boolean blanks = characters instanceof SqlLiteral literal && " ".equals(literal.toValue());
    if (side == SqlTrimFunction.Flag.BOTH && blanks) {
      return Optional.empty();
    }
    String name =
        switch (side) {
          case BOTH -> "btrim";
          case LEADING -> "ltrim";
          case TRAILING -> "rtrim";
        };
    return Optional.of(call(name, call.getParserPosition(), List.of(call.operand(2), characters)));
  }

  /// A call of a function that is still to be looked up.
  static SqlNode call(String name, SqlParserPos position, List<SqlNode> operands) {
    var function =
        new SqlUnresolvedFunction(
            new SqlIdentifier(name, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    return function.createCall(position, operands);
  }

  /// @param name of a function in lower case
  static Optional<SqlNode> inOtherWords(SqlBasicCall call, String name) {
    return NestedSyntax.inOtherWords(call, name).or(() -> conditional(call, name));
  }

  private static Optional<SqlNode> conditional(SqlBasicCall call, String name) {
    List<SqlNode> operands = call.getOperandList();
    SqlParserPos position = call.getParserPosition();
    if (operands.isEmpty() && name.equals("coalesce")) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH, "invalid number of arguments to function 'coalesce'")
          .withHint("there is coalesce(value, ...)")
          .at(Positions.of(position));
    }
    if (operands.size() == 2 && name.equals("arrow_cast")) {
      SqlNode type = ArrowTypeNames.type(operands.get(1));
      return Optional.of(
          SqlStdOperatorTable.CAST.createCall(position, List.of(operands.get(0), type)));
    }
    if (operands.size() == 2 && (name.equals("nvl") || name.equals("ifnull"))) {
      return Optional.of(SqlStdOperatorTable.COALESCE.createCall(position, operands));
    }
    if (operands.size() == 3 && name.equals("nvl2")) {
      SqlNode isThere =
          SqlStdOperatorTable.IS_NOT_NULL.createCall(position, List.of(operands.get(0)));
      return Optional.of(
          new SqlCase(
              position,
              null,
              SqlNodeList.of(isThere),
              SqlNodeList.of(operands.get(1)),
              operands.get(2)));
    }
    return Optional.empty();
  }
}
