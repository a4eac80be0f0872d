package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
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
    if (operator == SqlStdOperatorTable.TUMBLE_OLD) {
      return OwnOperators.TUMBLE.createCall(position, call.getOperandList());
    }
    if (operator == SqlStdOperatorTable.PERCENT_REMAINDER) {
      return OwnOperators.MODULO.createCall(position, call.getOperandList());
    }
    if (operator == SqlLibraryOperators.DATE_TRUNC) {
      return truncation(call).orElse(call);
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
      case "datetrunc" -> truncation(call).orElse(call);
      case "date_part", "datepart" -> extraction(call).orElse(call);
      default -> SpecialSyntax.conditional(call, name).orElse(call);
    };
  }

  // date_trunc('hour', ts) is FLOOR(ts TO HOUR).
  private static Optional<SqlNode> truncation(SqlCall call) {
    return unit(call)
        .map(unit ->
            SqlStdOperatorTable.FLOOR.createCall(call.getParserPosition(), call.operand(1), unit));
  }

  // date_part('hour', ts) is EXTRACT(HOUR FROM ts).
  private static Optional<SqlNode> extraction(SqlCall call) {
    return unit(call)
        .map(unit ->
            SqlStdOperatorTable.EXTRACT.createCall(
                call.getParserPosition(), unit, call.operand(1)));
  }

  private static Optional<SqlIntervalQualifier> unit(SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    if (operands.size() != 2 || !(operands.getFirst() instanceof SqlLiteral literal)) {
      return Optional.empty();
    }
    return unit(literal.toValue())
        .map(unit -> new SqlIntervalQualifier(unit, null, literal.getParserPosition()));
  }

  private static Optional<TimeUnit> unit(String name) {
    if (name == null) {
      return Optional.empty();
    }
    String singular = name.toUpperCase(Locale.ROOT).replaceFirst("S$", "");
    for (TimeUnit unit : TimeUnit.values()) {
      if (unit.name().equals(singular)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
