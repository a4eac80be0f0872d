package dev.wadi.planner.parse.syntax;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE VIEW [IF NOT EXISTS] name [(columns)] AS query`, also `CREATE TABLE name AS query`.
public final class CreateView extends SqlCreate {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("CREATE VIEW", SqlKind.CREATE_VIEW);

  private final SqlIdentifier name;
  private final SqlNodeList columns;
  private final SqlNode query;
  private final ObjectKind kind;
  private final CreateTable table;

  /// @param columns new names for the query's columns, or null
  public CreateView(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query) {
    this(position, replace, ifNotExists, name, columns, query, ObjectKind.VIEW, null);
  }

  private CreateView(
      SqlParserPos position,
      boolean replace,
      boolean ifNotExists,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      ObjectKind kind,
      CreateTable table) {
    super(OPERATOR, position, replace, ifNotExists);
    this.name = name;
    this.columns = columns;
    this.query = query;
    this.kind = kind;
    this.table = table;
  }

  /// Written as `CREATE TABLE`.
  ///
  /// @param definition what stands before AS, or null if that is only the name
  CreateView asTable(CreateTable definition) {
    return new CreateView(
        getParserPosition(),
        getReplace(),
        ifNotExists,
        name,
        columns,
        query,
        ObjectKind.TABLE,
        definition);
  }

  /// What the statement says that it makes.
  public ObjectKind kind() {
    return kind;
  }

  public SqlIdentifier name() {
    return name;
  }

  public Optional<SqlNodeList> columns() {
    return Optional.ofNullable(columns);
  }

  public SqlNode query() {
    return query;
  }

  /// The table that was defined together with a query, which only a syntax check asks for.
  public Optional<CreateTable> table() {
    return Optional.ofNullable(table);
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name, query);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword("CREATE VIEW");
    name.unparse(writer, 0, 0);
    writer.keyword("AS");
    query.unparse(writer, 0, 0);
  }
}
