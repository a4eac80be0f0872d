package dev.wadi.planner.resolve;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/// `x IN (1, 2)` as `x = 1 OR x = 2`. Calcite takes a list for a sub-query at first, and where rows
/// are grouped it does not look for these in QUALIFY and in windows.
final class InLists extends SqlShuttle {
  static SqlNode rewrite(SqlNode tree) {
    return tree.accept(new InLists());
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    boolean list =
        visited instanceof SqlCall in
            && (in.getKind() == SqlKind.IN || in.getKind() == SqlKind.NOT_IN)
            && in.operand(1) instanceof SqlNodeList;
    return list ? compared((SqlCall) visited) : visited;
  }

  private static SqlNode compared(SqlCall in) {
    boolean not = in.getKind() == SqlKind.NOT_IN;
    SqlOperator comparison = not ? SqlStdOperatorTable.NOT_EQUALS : SqlStdOperatorTable.EQUALS;
    SqlOperator junction = not ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR;
    SqlParserPos position = in.getParserPosition();
    SqlNode all = null;
    for (SqlNode item : (SqlNodeList) in.operand(1)) {
      SqlNode one = comparison.createCall(position, in.operand(0), item);
      all = all == null ? one : junction.createCall(position, all, one);
    }
    return all;
  }
}
