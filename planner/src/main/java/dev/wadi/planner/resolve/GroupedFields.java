package dev.wadi.planner.resolve;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/// `SELECT window.start ... GROUP BY window`: who groups by a struct may use its fields. The
/// validator understands that of a field that is taken from a grouped expression, not of a longer
/// name.
final class GroupedFields extends SqlShuttle {
  private static final Set<SqlKind> GROUPINGS =
      EnumSet.of(SqlKind.GROUPING_SETS, SqlKind.ROLLUP, SqlKind.CUBE, SqlKind.ROW);

  private final List<SqlIdentifier> grouped;

  private GroupedFields(List<SqlIdentifier> grouped) {
    this.grouped = grouped;
  }

  static SqlNode rewrite(SqlSelect select) {
    List<SqlIdentifier> grouped = grouped(select);
    if (!grouped.isEmpty()) {
      GroupedFields fields = new GroupedFields(grouped);
      select.setSelectList((SqlNodeList) select.getSelectList().accept(fields));
      if (select.getHaving() != null) {
        select.setHaving(select.getHaving().accept(fields));
      }
    }
    return select;
  }

  // What is behind the name of a table is its column, even if the key has that name.
  private static List<SqlIdentifier> grouped(SqlSelect select) {
    List<SqlIdentifier> grouped = new ArrayList<>();
    if (select.getGroup() != null) {
      select.getGroup().forEach(key -> collect(key, grouped));
      Set<String> tables = new HashSet<>();
      collectTables(select.getFrom(), tables);
      grouped.removeIf(key -> key.isSimple() && tables.contains(key.getSimple()));
    }
    return grouped;
  }

  private static void collectTables(SqlNode from, Set<String> names) {
    switch (from) {
      case SqlJoin join -> {
        collectTables(join.getLeft(), names);
        collectTables(join.getRight(), names);
      }
      case null -> {}
      default -> {
        String name = SqlValidatorUtil.alias(from);
        if (name != null) {
          names.add(name);
        }
      }
    }
  }

  private static void collect(SqlNode key, List<SqlIdentifier> grouped) {
    switch (key) {
      case SqlIdentifier id -> grouped.add(id);
      case SqlNodeList list -> list.forEach(part -> collect(part, grouped));
      case SqlCall call when GROUPINGS.contains(call.getKind()) ->
          call.getOperandList().forEach(part -> collect(part, grouped));
      default -> {
        // an expression has no fields that are named
      }
    }
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    return grouped.stream()
        .filter(key -> startsWith(id, key))
        .findFirst()
        .<SqlNode>map(key -> fieldOf(key, id))
        .orElse(id);
  }

  private static boolean startsWith(SqlIdentifier id, SqlIdentifier key) {
    int length = key.names.size();
    return !id.isStar()
        && id.names.size() > length
        && id.names.subList(0, length).equals(key.names);
  }

  private static SqlNode fieldOf(SqlIdentifier key, SqlIdentifier id) {
    SqlParserPos position = id.getParserPosition();
    SqlNode value = id.getComponent(0, key.names.size());
    for (String field : id.names.subList(key.names.size(), id.names.size())) {
      value =
          SqlStdOperatorTable.DOT.createCall(position, value, new SqlIdentifier(field, position));
    }
    return value;
  }
}
