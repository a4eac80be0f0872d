package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.IntervalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The many ways to write a window, as the few that we know.
final class WindowCalls {
  private static final Map<SqlOperator, WindowFunction> PARSED =
      Map.of(
          SqlStdOperatorTable.TUMBLE_OLD, WindowFunction.TUMBLE,
          SqlStdOperatorTable.HOP_OLD, WindowFunction.HOP,
          SqlStdOperatorTable.SESSION_OLD, WindowFunction.SESSION);

  private WindowCalls() {}

  /// Empty if the call is no window.
  static Optional<SqlNode> rewrite(SqlBasicCall call) {
    SqlParserPos position = call.getParserPosition();
    WindowFunction parsed = PARSED.get(call.getOperator());
    if (parsed != null) {
      return Optional.of(window(parsed, call));
    }
    return call.getOperator() instanceof SqlUnresolvedFunction function
        ? named(call, function, function.getName().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Optional<SqlNode> named(
      SqlBasicCall call, SqlUnresolvedFunction function, String name) {
    if (function.getFunctionType() == SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION) {
      return (name.equals("session") ? partitioned(call) : Optional.<SqlNode>empty())
          .or(() -> isWindow(name) ? withoutWords(call) : Optional.empty());
    }
    SqlParserPos position = call.getParserPosition();
    for (WindowFunction window : WindowFunction.ALL) {
      String own = window.kind().name().toLowerCase(Locale.ROOT);
      if (name.equals(own)) {
        return Optional.of(window(window, call));
      }
      if (name.equals(own + "_start") || name.equals(own + "_end")) {
        String bound = name.endsWith("_end") ? WindowFunction.END : WindowFunction.START;
        return Optional.of(
            SqlStdOperatorTable.DOT.createCall(
                position, window(window, call), new SqlIdentifier(bound, position)));
      }
    }
    return Optional.empty();
  }

  private static SqlNode window(WindowFunction window, SqlBasicCall call) {
    return window.createCall(
        call.getParserPosition(),
        call.getOperandList().stream().map(WindowCalls::interval).toList());
  }

  // A text can only be an interval that lacks the word.
  private static SqlNode interval(SqlNode argument) {
    return argument instanceof SqlCharStringLiteral text
        ? IntervalText.literal(text.getValueAs(String.class), 1, text.getParserPosition())
        : argument;
  }

  private static boolean isWindow(String name) {
    return WindowFunction.ALL.stream()
        .anyMatch(window -> name.equals(window.kind().name().toLowerCase(Locale.ROOT)));
  }

  // TUMBLE(t, time, width) is TUMBLE(TABLE t, DESCRIPTOR(time), width).
  private static Optional<SqlNode> withoutWords(SqlBasicCall call) {
    List<SqlNode> all = new ArrayList<>(call.getOperandList());
    if (all.size() < 2
        || !(all.getFirst() instanceof SqlIdentifier table)
        || !(all.get(1) instanceof SqlIdentifier time)) {
      return Optional.empty();
    }
    all.set(0, SqlStdOperatorTable.EXPLICIT_TABLE.createCall(table.getParserPosition(), table));
    all.set(1, SqlStdOperatorTable.DESCRIPTOR.createCall(time.getParserPosition(), time));
    return Optional.of(call.getOperator().createCall(call.getParserPosition(), all));
  }

  // SESSION(TABLE t PARTITION BY k, ...) is SESSION(TABLE t, DESCRIPTOR(time), DESCRIPTOR(k), gap).
  private static Optional<SqlNode> partitioned(SqlBasicCall call) {
    List<SqlNode> operands = call.getOperandList();
    if (operands.size() != 3 || operands.getFirst().getKind() != SqlKind.SET_SEMANTICS_TABLE) {
      return Optional.empty();
    }
    SqlCall table = (SqlCall) operands.getFirst();
    SqlNodeList keys = table.operand(1);
    List<SqlNode> all = new ArrayList<>(operands);
    all.set(0, table.operand(0));
    all.add(2, SqlStdOperatorTable.DESCRIPTOR.createCall(keys.getParserPosition(), keys.getList()));
    return Optional.of(call.getOperator().createCall(call.getParserPosition(), all));
  }
}
