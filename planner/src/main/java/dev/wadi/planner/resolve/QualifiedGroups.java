package dev.wadi.planner.resolve;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// `SELECT 1 FROM t QUALIFY rank() OVER (ORDER BY max(x)) = 1` aggregates all rows, which Calcite
/// only sees in SELECT and HAVING: then we say so with `GROUP BY ()`.
final class QualifiedGroups extends SqlBasicVisitor<Void> {
  private boolean found;

  private QualifiedGroups() {}

  static void mark(SqlSelect select) {
    QualifiedGroups search = new QualifiedGroups();
    select.getQualify().accept(search);
    if (search.found && select.getGroup() == null) {
      select.setGroupBy(SqlNodeList.of(SqlNodeList.EMPTY));
    }
  }

  @Override
  public Void visit(SqlCall call) {
    if (call.getKind() == SqlKind.OVER) {
      visitOperands(functionOf(call));
      return call.operand(1).accept(this);
    }
    found |= isAggregate(call.getOperator());
    return call instanceof SqlSelect ? null : super.visit(call);
  }

  private static SqlCall functionOf(SqlCall over) {
    SqlNode function = over.operand(0);
    return AggregateSyntax.isNullTreatment(function)
        ? ((SqlCall) function).operand(0)
        : (SqlCall) function;
  }

  private void visitOperands(SqlCall function) {
    function.getOperandList().stream()
        .filter(operand -> operand != null)
        .forEach(operand -> operand.accept(this));
  }

  private static boolean isAggregate(SqlOperator operator) {
    return operator.isAggregator() || operator.getName().equalsIgnoreCase("count");
  }
}
