package dev.wadi.planner.resolve;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/// Replaces calls whose operator the parser picks, but not as we mean them, before they are
/// validated. Positions stay.
final class Rewrites extends SqlShuttle {
  private static final Map<String, SqlOperator> SYNONYMS =
      Map.of(
          "mean", SqlStdOperatorTable.AVG,
          "var", SqlStdOperatorTable.VAR_SAMP);

  private Rewrites() {}

  static SqlNode apply(SqlNode tree) {
    return tree.accept(new Rewrites());
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    return switch (visited) {
      case SqlBasicCall basic -> rewrite(basic);
      case SqlSelect select -> GroupedFields.rewrite(select);
      default -> visited;
    };
  }

  private static SqlNode rewrite(SqlBasicCall call) {
    SqlOperator operator = call.getOperator();
    SqlParserPos position = call.getParserPosition();
    Optional<SqlNode> window = WindowCalls.rewrite(call);
    if (window.isPresent()) {
      return window.get();
    }
    if (operator == SqlStdOperatorTable.PERCENT_REMAINDER) {
      return OwnOperators.MODULO.createCall(position, call.getOperandList());
    }
    if (operator == SqlLibraryOperators.DATE_TRUNC) {
      return TimeUnits.truncation(call).orElse(call);
    }
    if (operator == SqlStdOperatorTable.EXTRACT) {
      return TimeUnits.extraction(call).orElse(call);
    }
    return operator instanceof SqlUnresolvedFunction
        ? named(call)
        : SpecialSyntax.rewrite(call).orElse(call);
  }

  // CURRENT_DATE and its like are calls without parentheses.
  @Override
  public SqlNode visit(SqlIdentifier name) {
    return name.isSimple() && !name.isComponentQuoted(0)
        ? SpecialSyntax.rewrite(name).orElse(name)
        : name;
  }

  private static SqlNode named(SqlBasicCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    SqlParserPos position = call.getParserPosition();
    SqlOperator synonym = SYNONYMS.get(name);
    if (synonym != null) {
      return synonym.createCall(call.getFunctionQuantifier(), position, call.getOperandList());
    }
    return switch (name) {
      case "datetrunc" -> TimeUnits.truncation(call).orElse(call);
      default -> SpecialSyntax.inOtherWords(call, name).orElse(call);
    };
  }
}
