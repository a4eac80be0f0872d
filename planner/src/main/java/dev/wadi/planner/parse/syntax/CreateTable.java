package dev.wadi.planner.parse.syntax;

import java.util.ArrayList;
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

/// `CREATE [TEMPORARY] TABLE [IF NOT EXISTS] name (columns) WITH (options)`.
public final class CreateTable extends SqlCreate {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("CREATE TABLE", SqlKind.CREATE_TABLE);

  private final SqlIdentifier name;
  private final boolean temporary;
  private final List<TableColumn> columns;
  private final List<SqlIdentifier> primaryKey;
  private final List<Watermark> watermarks;
  private final List<TableOption> options;

  private CreateTable(Builder builder, SqlParserPos position) {
    super(OPERATOR, position, builder.replace, builder.ifNotExists);
    this.name = builder.name;
    this.temporary = builder.temporary;
    this.columns = List.copyOf(builder.columns);
    this.primaryKey = List.copyOf(builder.primaryKey);
    this.watermarks = List.copyOf(builder.watermarks);
    this.options = List.copyOf(builder.options);
  }

  public SqlIdentifier name() {
    return name;
  }

  public boolean temporary() {
    return temporary;
  }

  /// Empty if the table takes its columns from its connector or from the query that fills it.
  public List<TableColumn> columns() {
    return columns;
  }

  /// Columns of a `PRIMARY KEY (..)` clause and those marked `PRIMARY KEY`.
  public List<SqlIdentifier> primaryKey() {
    return primaryKey;
  }

  public Optional<Watermark> watermark() {
    return watermarks.stream().findFirst();
  }

  /// All of them: more than one is an error that the parser does not see.
  public List<Watermark> watermarks() {
    return watermarks;
  }

  public List<TableOption> options() {
    return options;
  }

  /// The same table with other options.
  public CreateTable withOptions(List<TableOption> others) {
    var builder = new Builder(name, getReplace(), ifNotExists, temporary);
    builder.columns.addAll(columns);
    builder.primaryKey.addAll(primaryKey);
    builder.watermarks.addAll(watermarks);
    builder.options.addAll(others);
    return builder.build(getParserPosition());
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(name);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword("CREATE TABLE");
    name.unparse(writer, 0, 0);
  }

  /// Collects the parts as the parser meets them.
  public static final class Builder {
    private final SqlIdentifier name;
    private final boolean replace;
    private final boolean ifNotExists;
    private final boolean temporary;
    private final List<TableColumn> columns = new ArrayList<>();
    private final List<SqlIdentifier> primaryKey = new ArrayList<>();
    private final List<Watermark> watermarks = new ArrayList<>();
    private final List<TableOption> options = new ArrayList<>();

    public Builder(SqlIdentifier name, boolean replace, boolean ifNotExists, boolean temporary) {
      this.name = name;
      this.replace = replace;
      this.ifNotExists = ifNotExists;
      this.temporary = temporary;
    }

    public void column(TableColumn column) {
      columns.add(column);
      if (column.primaryKey()) {
        primaryKey.add(column.name());
      }
    }

    public void watermark(Watermark watermark) {
      watermarks.add(watermark);
    }

    public void primaryKey(SqlNodeList names) {
      names.forEach(part -> primaryKey.add((SqlIdentifier) part));
    }

    public void option(TableOption option) {
      options.add(option);
    }

    public CreateTable build(SqlParserPos position) {
      return new CreateTable(this, position);
    }

    /// `CREATE TABLE name AS query` is a view; with columns or options it means nothing.
    public SqlCreate as(SqlNode query, SqlParserPos position) {
      CreateTable table = build(position);
      boolean plain = columns.isEmpty() && watermarks.isEmpty() && options.isEmpty();
      return new CreateView(position, replace, ifNotExists, name, null, query)
          .asTable(plain ? null : table);
    }
  }
}
