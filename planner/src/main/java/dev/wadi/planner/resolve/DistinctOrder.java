package dev.wadi.planner.resolve;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/// `SELECT DISTINCT rank() OVER (ORDER BY v) AS r FROM t ORDER BY r` as `SELECT * FROM (SELECT
/// DISTINCT ...) ORDER BY r`: Calcite would look for `v` in the select list.
final class DistinctOrder {
  private DistinctOrder() {}

  static SqlNode rewrite(SqlOrderBy order) {
    return order.query instanceof SqlSelect select
            && select.isDistinct()
            && SqlUtil.containsCall(select.getSelectList(), call -> call.getKind() == SqlKind.OVER)
            && namesColumns(order.orderList, select.getSelectList())
        ? outside(order, select)
        : order;
  }

  private static boolean namesColumns(SqlNodeList order, SqlNodeList columns) {
    Set<String> names =
        columns.stream()
            .map(SqlValidatorUtil::alias)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return order.stream().map(DistinctOrder::value).allMatch(value -> isColumn(value, names));
  }

  private static SqlNode value(SqlNode item) {
    return switch (item.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> value(((SqlCall) item).operand(0));
      default -> item;
    };
  }

  private static boolean isColumn(SqlNode value, Set<String> names) {
    return value instanceof SqlLiteral
        || value instanceof SqlIdentifier id && id.isSimple() && names.contains(id.getSimple());
  }

  private static SqlNode outside(SqlOrderBy order, SqlSelect select) {
    SqlParserPos position = select.getParserPosition();
    SqlNode rows =
        SqlStdOperatorTable.AS.createCall(
            position, select, new SqlIdentifier("$distinct", position));
    SqlNode all =
        new SqlSelect(
            position,
            null,
            SqlNodeList.of(SqlIdentifier.star(position)),
            rows,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new SqlOrderBy(
        order.getParserPosition(), all, order.orderList, order.offset, order.fetch);
  }
}
