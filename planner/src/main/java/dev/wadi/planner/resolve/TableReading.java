package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableColumn;
import dev.wadi.planner.parse.syntax.Watermark;
import dev.wadi.planner.resolve.ConnectionTable.Time;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// What reading a table means: a scan of its physical columns, and a projection over it if any are
/// generated. While this is found out, the catalog has an incomplete view under the table's name.
final class TableReading {
  private final Queries queries;
  private final Catalog catalog;
  private final RexBuilder builder;

  TableReading(Queries queries, Catalog catalog) {
    this.queries = queries;
    this.catalog = catalog;
    this.builder = queries.cluster().getRexBuilder();
  }

  /// Puts the table into the catalog.
  void define(CreateTable create, Optional<Watermark> declared, ConnectionTable table) {
    RelNode scan = scan(table);
    catalog.put(table, scan);
    boolean generated = create.columns().stream().anyMatch(TableColumn::generated);
    RelNode columns = generated ? generated(create) : scan;
    catalog.put(table, columns);
    declared.ifPresent(watermark -> defineTime(create, watermark, table, columns));
  }

  private void defineTime(
      CreateTable create, Watermark watermark, ConnectionTable table, RelNode columns) {
    int column = eventTimeColumn(watermark, columns);
    Time time = time(create, watermark, columns, column);
    ConnectionTable timed = table.with(time);
    catalog.put(timed, marked(columns, column, time, scan(timed)));
  }

  private RelNode scan(ConnectionTable table) {
    return scan(table.name(), table, catalog, queries.cluster());
  }

  /// The reading of all columns of a table.
  static RelNode scan(String name, Table table, Catalog catalog, RelOptCluster cluster) {
    return LogicalTableScan.create(
        cluster,
        RelOptTableImpl.create(
            catalog.reader(),
            table.getRowType(SqlTypes.FACTORY),
            List.of(name),
            table,
            TableReading::neverExecuted),
        List.of());
  }

  private static Expression neverExecuted(Class<?> type) {
    throw new IllegalStateException("Calcite does not run our tables: " + type);
  }

  // SELECT a, b, CAST(expression AS type) AS c FROM table
  private RelNode generated(CreateTable create) {
    List<SqlNode> columns = new ArrayList<>();
    for (TableColumn column : create.columns()) {
      columns.add(
          column.generated()
              ? SqlStdOperatorTable.AS.createCall(
                  column.name().getParserPosition(), column.generatedAs(), column.name())
              : column.name());
    }
    Project computed = (Project) select(create.name(), columns);
    return project(computed.getInput(), declaredTypes(create, computed), computed);
  }

  private List<RexNode> declaredTypes(CreateTable create, Project computed) {
    List<RexNode> typed = new ArrayList<>();
    for (int i = 0; i < create.columns().size(); i++) {
      TableColumn column = create.columns().get(i);
      RexNode value = computed.getProjects().get(i);
      typed.add(column.generated() ? assigned(column, value) : value);
    }
    return typed;
  }

  private RexNode assigned(TableColumn column, RexNode value) {
    return Coercion.assign(
        builder,
        value,
        queries.type(column.type(), value.getType().isNullable()),
        column.name().getSimple(),
        column.generatedAs().getParserPosition());
  }

  private RelNode select(SqlIdentifier table, List<SqlNode> columns) {
    columns.forEach(UnsupportedSyntax::refuse);
    SqlNodeList list = new SqlNodeList(columns, SqlParserPos.ZERO);
    return queries.resolve(select(table, list));
  }

  static SqlSelect select(SqlIdentifier table, SqlNodeList columns) {
    SqlParserPos position = table.getParserPosition();
    return new SqlSelect(
        position, null, columns, table, null, null, null, null, null, null, null, null, null);
  }

  private static int eventTimeColumn(Watermark watermark, RelNode columns) {
    String name = watermark.column().getSimple();
    List<String> names = columns.getRowType().getFieldNames();
    int index = names.indexOf(name);
    SqlParserPos position = watermark.column().getParserPosition();
    if (index < 0) {
      throw new WadiException(
              ErrorCode.COLUMN_NOT_FOUND,
              "the watermark is for a column '%s' that the table does not have".formatted(name))
          .withHint(Names.nearest(name, names).map("did you mean '%s'?"::formatted).orElse(null))
          .at(Positions.of(position));
    }
    requireTimestamp(
        "the watermark's column '%s'".formatted(name),
        columns.getRowType().getFieldList().get(index).getType().getSqlTypeName(),
        position);
    return index;
  }

  private static void requireTimestamp(String what, SqlTypeName type, SqlParserPos position) {
    if (type != SqlTypeName.TIMESTAMP && type != SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
      throw new WadiException(
              ErrorCode.INVALID_WATERMARK,
              "%s must be a TIMESTAMP, but is %s".formatted(what, type))
          .withHint("declare it as TIMESTAMP, or generate a TIMESTAMP column from it")
          .at(Positions.of(position));
    }
  }

  private Time time(CreateTable create, Watermark watermark, RelNode columns, int column) {
    RexNode eventTime = columnOf(columns, column);
    SqlNode expression = watermark.expression();
    if (expression == null) {
      return new Time(eventTime, eventTime, IdleTime.micros(create));
    }
    SqlNode named =
        SqlStdOperatorTable.AS.createCall(
            expression.getParserPosition(), expression, watermark.column());
    RexNode value = columnOf(select(create.name(), List.of(named)), 0);
    requireTimestamp(
        "the watermark", value.getType().getSqlTypeName(), expression.getParserPosition());
    return new Time(
        eventTime,
        columns instanceof Project project ? RelOptUtil.pushPastProject(value, project) : value,
        IdleTime.micros(create));
  }

  private RexNode columnOf(RelNode rel, int column) {
    return rel instanceof Project project
        ? project.getProjects().get(column)
        : builder.makeInputRef(rel, column);
  }

  // A generated event time is marked, so that it is known again whatever it is merged into.
  private RelNode marked(RelNode columns, int column, Time time, RelNode scan) {
    if (!(columns instanceof Project project)) {
      return scan;
    }
    List<RexNode> values = new ArrayList<>(project.getProjects());
    if (!(time.column() instanceof RexInputRef)) {
      values.set(column, builder.makeCall(OwnOperators.EVENT_TIME, time.column()));
    }
    return project(scan, values, project);
  }

  private static RelNode project(RelNode input, List<RexNode> values, Project names) {
    return LogicalProject.create(
        input, List.of(), values, names.getRowType().getFieldNames(), Set.of());
  }
}
