package dev.wadi.planner.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DROP TABLE|VIEW|FUNCTION [IF EXISTS] name`.
public final class Drop extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("DROP", SqlKind.OTHER_DDL);

  private final ObjectKind kind;
  private final boolean ifExists;
  private final SqlIdentifier name;

  public Drop(SqlParserPos position, ObjectKind kind, boolean ifExists, SqlIdentifier name) {
    super(position);
    this.kind = kind;
    this.ifExists = ifExists;
    this.name = name;
  }

  public ObjectKind kind() {
    return kind;
  }

  public boolean ifExists() {
    return ifExists;
  }

  public SqlIdentifier name() {
    return name;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }
}
