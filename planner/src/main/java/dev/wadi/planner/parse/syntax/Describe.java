package dev.wadi.planner.parse.syntax;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DESCRIBE name` or `DESCRIBE SELECT ..`.
public final class Describe extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("DESCRIBE", SqlKind.EXPLAIN);

  private final SqlNode subject;

  public Describe(SqlParserPos position, SqlNode subject) {
    super(position);
    this.subject = subject;
  }

  /// The table or view, if it is not a query.
  public Optional<SqlIdentifier> name() {
    return subject instanceof SqlIdentifier id ? Optional.of(id) : Optional.empty();
  }

  /// A name or a query.
  public SqlNode subject() {
    return subject;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(subject);
  }
}
