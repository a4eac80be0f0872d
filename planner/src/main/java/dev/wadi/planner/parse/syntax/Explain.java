package dev.wadi.planner.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `EXPLAIN [LOGICAL | PHYSICAL | ANALYZE] query`.
public final class Explain extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("EXPLAIN", SqlKind.EXPLAIN);

  /// What is to be seen.
  public enum Mode {
    /// The plan.
    LOGICAL,
    /// The stages that the plan becomes.
    PHYSICAL,
    /// The stages after they were run, with what they did.
    ANALYZE
  }

  private final Mode mode;
  private final SqlNode statement;

  public Explain(SqlParserPos position, Mode mode, SqlNode statement) {
    super(position);
    this.mode = mode;
    this.statement = statement;
  }

  public Mode mode() {
    return mode;
  }

  /// A query or an INSERT.
  public SqlNode statement() {
    return statement;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(statement);
  }
}
