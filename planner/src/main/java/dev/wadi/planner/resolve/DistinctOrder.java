package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.Litmus;
import org.apache.calcite.util.Util;

/// `SELECT DISTINCT rank() OVER (ORDER BY a) AS x FROM t ORDER BY x`: Calcite wants all that the
/// window function is over in the select list. It does not if the rows are ordered outside of the
/// query, by the places of the columns.
final class DistinctOrder {
  private final SqlSelect select;
  private final SqlNodeList items;

  private DistinctOrder(SqlSelect select) {
    this.select = select;
    this.items = select.getSelectList();
  }

  static SqlNode rewrite(SqlOrderBy order) {
    return order.query instanceof SqlSelect select
            && select.isDistinct()
            && new DistinctOrder(select).isByWindowFunction(order.orderList)
        ? new DistinctOrder(select).outside(order)
        : order;
  }

  private boolean isByWindowFunction(SqlNodeList keys) {
    return items.stream().noneMatch(DistinctOrder::isStar)
        && keys.stream()
            .flatMap(key -> place(bare(key)).stream())
            .anyMatch(place -> isWindowFunction(items.get(place)));
  }

  private static boolean isStar(SqlNode item) {
    return item instanceof SqlIdentifier id && id.isStar();
  }

  private static SqlNode bare(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> bare(((SqlCall) key).operand(0));
      default -> key;
    };
  }

  private static boolean isWindowFunction(SqlNode item) {
    return value(item).getKind() == SqlKind.OVER;
  }

  private static SqlNode value(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  private SqlNode outside(SqlOrderBy order) {
    List<SqlNode> keys = order.orderList.stream().map(this::key).toList();
    SqlParserPos position = select.getParserPosition();
    SqlNode all = SqlIdentifier.star(position);
    SqlSelect outer =
        new SqlSelect(
            position,
            null,
            SqlNodeList.of(all),
            select,
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
        order.getParserPosition(),
        outer,
        new SqlNodeList(keys, order.orderList.getParserPosition()),
        order.offset,
        order.fetch);
  }

  private SqlNode key(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlBasicCall call = (SqlBasicCall) key;
        yield call.getOperator().createCall(call.getParserPosition(), key(call.operand(0)));
      }
      default ->
          place(key)
              .<SqlNode>map(place ->
                  SqlLiteral.createExactNumeric(String.valueOf(place + 1), key.getParserPosition()))
              .orElse(key);
    };
  }

  // Of a key among the items: by its number, by its name, or by what it is.
  private Optional<Integer> place(SqlNode key) {
    if (key instanceof SqlNumericLiteral number && number.isInteger()) {
      return Optional.of(number.intValue(true) - 1).filter(i -> i >= 0 && i < items.size());
    }
    return IntStream.range(0, items.size())
        .filter(i -> isSame(items.get(i), key))
        .boxed()
        .findFirst();
  }

  private static boolean isSame(SqlNode item, SqlNode key) {
    if (key instanceof SqlIdentifier name) {
      String last = Util.last(name.names);
      boolean renamed = item.getKind() == SqlKind.AS && !name.isSimple();
      return last.equals(SqlValidatorUtil.alias(renamed ? value(item) : item));
    }
    return value(item).equalsDeep(key, Litmus.IGNORE);
  }
}
