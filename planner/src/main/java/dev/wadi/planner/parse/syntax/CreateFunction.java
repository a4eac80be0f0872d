package dev.wadi.planner.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE [OR REPLACE] FUNCTION [IF NOT EXISTS] name AS 'plugin.function'`: another name for a
/// function of an uploaded plugin.
public final class CreateFunction extends SqlCreate {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("CREATE FUNCTION", SqlKind.CREATE_FUNCTION);

  private final SqlIdentifier name;
  private final SqlNode target;

  public CreateFunction(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNode target) {
    super(OPERATOR, position, replace, ifNotExists);
    this.name = name;
    this.target = target;
  }

  public SqlIdentifier name() {
    return name;
  }

  /// As written: `plugin.function`, or a function's name alone.
  public String target() {
    return ((SqlLiteral) target).toValue();
  }

  public SqlParserPos targetPosition() {
    return target.getParserPosition();
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword("CREATE FUNCTION");
    name.unparse(writer, 0, 0);
  }
}
