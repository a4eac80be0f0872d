package dev.wadi.planner.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/// Replaces calls whose operator the parser picks, but not as we mean them, before they are
/// validated. Positions stay.
final class Rewrites extends SqlShuttle {
  private Rewrites() {}

  static SqlNode apply(SqlNode tree) {
    return tree.accept(new Rewrites());
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.OVER && AggregateSyntax.isNullTreatment(call.operand(0))) {
      return overWithNulls(call);
    }
    SqlNode visited = super.visit(call);
    return switch (visited) {
      case SqlBasicCall basic -> rewrite(basic);
      case SqlSelect select -> rewrite(select);
      case SqlOrderBy order -> rewrite(order);
      default -> visited;
    };
  }

  private static SqlNode rewrite(SqlSelect select) {
    if (select.getQualify() != null) {
      select.setQualify(InLists.rewrite(select.getQualify()));
      QualifiedGroups.mark(select);
    }
    // In all places alike: a key is known again by how it is written.
    if (select.getGroup() != null) {
      select.setGroupBy((SqlNodeList) InLists.rewrite(select.getGroup()));
      select.setSelectList((SqlNodeList) InLists.rewrite(select.getSelectList()));
      if (select.getHaving() != null) {
        select.setHaving(InLists.rewrite(select.getHaving()));
      }
    }
    return GroupedFields.rewrite(select);
  }

  private static SqlNode rewrite(SqlOrderBy order) {
    boolean grouped = order.query instanceof SqlSelect select && select.getGroup() != null;
    SqlNodeList keys = grouped ? (SqlNodeList) InLists.rewrite(order.orderList) : order.orderList;
    return DistinctOrder.rewrite(
        new SqlOrderBy(order.getParserPosition(), order.query, keys, order.offset, order.fetch));
  }

  // Window functions are told how to treat nulls; for aggregates it becomes a filter.
  private SqlNode overWithNulls(SqlCall over) {
    SqlCall treatment = over.operand(0);
    SqlNode function = treatment.operand(0);
    SqlNode window = over.operand(1);
    SqlNode treated =
        treatment
            .getOperator()
            .createCall(treatment.getParserPosition(), List.of(function.accept(this)));
    return over.getOperator()
        .createCall(over.getParserPosition(), List.of(treated, window.accept(this)));
  }

  private static SqlNode rewrite(SqlBasicCall call) {
    SqlOperator operator = call.getOperator();
    SqlParserPos position = call.getParserPosition();
    Optional<SqlNode> other = WindowCalls.rewrite(call).or(() -> UnnestClause.rewrite(call));
    if (other.isPresent()) {
      return other.get();
    }
    if (operator == SqlStdOperatorTable.PERCENT_REMAINDER) {
      return OwnOperators.MODULO.createCall(position, call.getOperandList());
    }
    if (operator == SqlStdOperatorTable.OVER) {
      boolean filter = call.operand(0).getKind() == SqlKind.FILTER;
      return InLists.rewrite(filter ? filtered(call) : call);
    }
    if (operator == SqlLibraryOperators.DATE_TRUNC) {
      return TimeUnits.truncation(call).orElse(call);
    }
    if (operator == SqlStdOperatorTable.EXTRACT) {
      return TimeUnits.extraction(call).orElse(call);
    }
    return operator instanceof SqlUnresolvedFunction
        ? named(call)
        : SpecialSyntax.rewrite(call).orElseGet(() -> AggregateSyntax.rewrite(call));
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlUnknownLiteral unknown
        ? SpecialSyntax.rewrite(unknown).orElse(literal)
        : literal;
  }

  // CURRENT_DATE and its like are calls without parentheses.
  @Override
  public SqlNode visit(SqlIdentifier name) {
    return name.isSimple() && !name.isComponentQuoted(0)
        ? SpecialSyntax.rewrite(name).orElse(name)
        : name;
  }

  // Calcite has no FILTER in window functions: sum(x) FILTER (WHERE c) is sum(CASE c WHEN TRUE
  // ...).
  private static SqlNode filtered(SqlBasicCall over) {
    SqlCall filter = over.operand(0);
    SqlCall aggregate = filter.operand(0);
    SqlParserPos position = aggregate.getParserPosition();
    List<SqlNode> arguments = new ArrayList<>(aggregate.getOperandList());
    boolean star = arguments.getFirst() instanceof SqlIdentifier id && id.isStar();
    SqlNode value = star ? SqlLiteral.createExactNumeric("1", position) : arguments.getFirst();
    arguments.set(
        0,
        new SqlCase(
            position,
            null,
            SqlNodeList.of(filter.operand(1)),
            SqlNodeList.of(value),
            SqlLiteral.createNull(position)));
    SqlNode counting =
        aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), position, arguments);
    return over.getOperator().createCall(over.getParserPosition(), counting, over.operand(1));
  }

  private static SqlNode named(SqlBasicCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    if (!name.equals("struct")) {
      StructFunction.checkNoNames(call);
    }
    return switch (name) {
      case "datetrunc" -> TimeUnits.truncation(call).orElse(call);
      default ->
          SpecialSyntax.inOtherWords(call, name).orElseGet(() -> AggregateSyntax.rewrite(call));
    };
  }
}
