package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Refuses FILTER of window functions that do not leave out nulls, which is what {@link Rewrites}
/// makes of the rows that do not count.
final class OverFilters extends SqlBasicVisitor<Void> {
  private static final Set<String> TAKING_NULLS =
      Set.of(
          "array_agg",
          "cume_dist",
          "dense_rank",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "nth_value",
          "ntile",
          "percent_rank",
          "rank",
          "row_number");

  private final Operators operators;

  private OverFilters(Operators operators) {
    this.operators = operators;
  }

  static void check(SqlNode tree, Operators operators) {
    tree.accept(new OverFilters(operators));
  }

  @Override
  public Void visit(SqlCall call) {
    if (call.getKind() == SqlKind.OVER && call.operand(0).getKind() == SqlKind.FILTER) {
      check(call.<SqlCall>operand(0));
    }
    return super.visit(call);
  }

  private void check(SqlCall filter) {
    String name = name(filter.operand(0));
    if (TAKING_NULLS.contains(name) || operators.isUploadedTakingNulls(name)) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL,
              "FILTER of %s is not supported in window functions".formatted(name))
          .withHint("leave rows out with WHERE, in a sub-query")
          .at(Positions.of(filter.getParserPosition()));
    }
  }

  private static String name(SqlNode function) {
    return function instanceof SqlCall call
        ? call.getOperator().getName().toLowerCase(Locale.ROOT)
        : "";
  }
}
