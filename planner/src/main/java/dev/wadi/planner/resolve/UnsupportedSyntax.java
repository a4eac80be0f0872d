package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateView;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// The one place that refuses SQL which parses but which Wadi does not run: it walks the syntax
/// tree, where every feature still has its name and its position.
final class UnsupportedSyntax extends SqlBasicVisitor<Void> {
  private UnsupportedSyntax() {}

  static void refuse(SqlNode statement) {
    statement.accept(new UnsupportedSyntax());
  }

  private static WadiException unsupported(String feature, SqlParserPos position) {
    return unsupported(feature, "docs/sql.md shows what there is instead", position);
  }

  private static WadiException unsupported(String feature, String hint, SqlParserPos position) {
    return new WadiException(ErrorCode.UNSUPPORTED_SQL, feature + " is not supported")
        .withHint(hint)
        .at(Positions.of(position));
  }

  @Override
  public Void visit(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    refuse(call.getKind(), position);
    UnsupportedJson.refuse(call);
    return switch (call) {
      case SqlSelect select -> select(select);
      case SqlJoin join -> join(join);
      case SqlWithItem item when item.recursive.booleanValue() ->
          throw unsupported("WITH RECURSIVE", position);
      case SqlInsert insert when insert.isUpsert() -> throw unsupported("UPSERT", position);
      case CreateView view when view.table().isPresent() ->
          throw unsupported(
              "CREATE TABLE with columns or options and a query",
              "create the table, then INSERT INTO it",
              position);
      default -> operands(call);
    };
  }

  @Override
  public Void visit(SqlDataTypeSpec type) {
    TypeLimits.check(type);
    return null;
  }

  private Void operands(SqlCall call) {
    call.getOperator().acceptCall(this, call);
    return null;
  }

  private static void refuse(SqlKind kind, SqlParserPos position) {
    switch (kind) {
      case MATCH_RECOGNIZE, PIVOT, UNPIVOT, TABLESAMPLE -> throw unsupported(kind.name(), position);
      case ARRAY_QUERY_CONSTRUCTOR, MAP_QUERY_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR, CURSOR ->
          throw unsupported("a sub-query as a collection", position);
      case DELETE, UPDATE, MERGE, DESCRIBE_SCHEMA, PROCEDURE_CALL ->
          throw unsupported(kind.sql, position);
      default -> {}
    }
  }

  private Void select(SqlSelect select) {
    if (select.getFrom() != null) {
      refuseSnapshot(select.getFrom(), "outside of a join");
      select.getFrom().accept(this);
    }
    visitAll(
        select.getSelectList(),
        select.getWhere(),
        select.getGroup(),
        select.getHaving(),
        select.getOrderList());
    return null;
  }

  private Void join(SqlJoin join) {
    JoinType type = join.getJoinType();
    switch (type) {
      case COMMA, INNER, LEFT, RIGHT, FULL, CROSS -> {}
      default -> throw unsupported(type + " JOIN", join.getJoinTypeNode().getParserPosition());
    }
    refuseSnapshot(join.getLeft(), "on the left side of a join");
    if (type == JoinType.RIGHT || type == JoinType.FULL) {
      refuseSnapshot(join.getRight(), "in a %s JOIN".formatted(type));
    }
    join.getLeft().accept(this);
    join.getRight().accept(this);
    visitAll(join.getCondition());
    return null;
  }

  private static void refuseSnapshot(SqlNode from, String where) {
    SqlNode table = from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from;
    if (table.getKind() == SqlKind.SNAPSHOT) {
      throw unsupported(
          "FOR SYSTEM_TIME AS OF " + where,
          "it stands behind the right side of a JOIN or LEFT JOIN",
          table.getParserPosition());
    }
  }

  private void visitAll(SqlNode... nodes) {
    for (SqlNode node : nodes) {
      if (node != null) {
        node.accept(this);
      }
    }
  }
}
