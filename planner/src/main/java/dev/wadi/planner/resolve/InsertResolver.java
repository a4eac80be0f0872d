package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Explain;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `INSERT INTO`, and the bare query, whose rows go to a preview.
final class InsertResolver {
  static final String PREVIEW = "preview";

  private final Queries queries;
  private final Catalog catalog;
  private final TableChecks checks;
  // What the first INSERT gave to tables that are declared without columns.
  private final Map<String, Schema> inferred = new HashMap<>();
  private int previews;

  InsertResolver(Queries queries, Catalog catalog, TableChecks checks) {
    this.queries = queries;
    this.catalog = catalog;
    this.checks = checks;
  }

  Query preview(SqlNode query, Optional<Explain.Mode> explained) {
    RelNode rel = read(query, Optional.empty());
    Schema columns = queries.schema(rel.getRowType(), query);
    return new Query(
        rel,
        new TableDefinition(previewName(explained), PREVIEW, undeclared(columns), Map.of()),
        true,
        columns,
        explained,
        Positions.of(query.getParserPosition()),
        queries.calls(),
        Map.of());
  }

  // Each query has its own, so that their rows can be told apart.
  private String previewName(Optional<Explain.Mode> explained) {
    if (explained.isEmpty()) {
      previews++;
    }
    return previews <= 1 ? PREVIEW : PREVIEW + "_" + previews;
  }

  /// Empty if the rows go to a memory table: they run only where somebody reads them.
  Optional<Query> resolve(SqlInsert insert, Optional<Explain.Mode> explained) {
    SqlIdentifier target = (SqlIdentifier) insert.getTargetTable();
    Optional<MemoryTable> memory = catalog.memoryTable(target.toString());
    if (memory.isPresent() && explained.isEmpty()) {
      fill(memory.get(), insert);
      return Optional.empty();
    }
    RelNode rel = read(insert.getSource(), expected(insert));
    Schema columns = queries.schema(rel.getRowType(), insert.getSource());
    TableDefinition sink =
        memory.map(MemoryTable::definition).orElseGet(() -> sink(insert, target, columns));
    return Optional.of(
        new Query(
            assigned(insert, rel, sink.schema()),
            sink,
            memory.isPresent() || checks.acceptsChangelog(target(target), sink),
            columns,
            explained,
            Positions.of(insert.getParserPosition()),
            queries.calls(),
            Map.of()));
  }

  /// Rows that go to the columns of their names: all columns of a table must be among theirs.
  Query byName(SqlIdentifier target, RelNode rows) {
    ConnectionTable table = target(target);
    Schema columns = ArrowTypes.schema(rows.getRowType());
    Schema schema =
        table
            .writable()
            .orElseGet(() -> inferred.computeIfAbsent(table.name(), _ -> undeclared(columns)));
    TableDefinition sink = checks.sink(table, schema, target);
    RexBuilder builder = rows.getCluster().getRexBuilder();
    SqlParserPos position = target.getParserPosition();
    List<RexNode> values = new ArrayList<>();
    for (Field column : schema.getFields()) {
      int index = columns.getFields().indexOf(named(column.getName(), columns, target));
      RexNode value = builder.makeInputRef(rows, index);
      values.add(
          Coercion.assign(builder, value, ArrowTypes.sql(column), column.getName(), position));
    }
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    return new Query(
        LogicalProject.create(rows, List.of(), values, names, Set.of()),
        sink,
        checks.acceptsChangelog(table, sink),
        schema,
        Optional.empty(),
        Positions.of(position),
        queries.calls(),
        Map.of());
  }

  private TableDefinition sink(SqlInsert insert, SqlIdentifier target, Schema query) {
    ConnectionTable table = target(target);
    return checks.sink(table, sinkSchema(table, query, insert), target);
  }

  private void fill(MemoryTable table, SqlInsert insert) {
    if (catalog.isReadable(table.name())) {
      throw table.filledTwice(insert.getTargetTable());
    }
    RelNode query = read(insert.getSource(), expected(insert));
    RelNode rows = assigned(insert, query, table.columns());
    table.checkNulls(rows.getRowType(), insert.getSource());
    catalog.putView(table.name(), rows);
  }

  // What the columns of a query with parameters are for, if the table says.
  private Optional<RelDataType> expected(SqlInsert insert) {
    if (Parameters.in(insert.getSource()).isEmpty()) {
      return Optional.empty();
    }
    SqlIdentifier id = (SqlIdentifier) insert.getTargetTable();
    return catalog
        .memoryTable(id.toString())
        .map(MemoryTable::columns)
        .or(() -> target(id).writable())
        .map(columns -> ArrowTypes.rowType(new Schema(targets(insert, columns))));
  }

  private RelNode read(SqlNode query, Optional<RelDataType> expected) {
    TablePlaces places = TablePlaces.in(query);
    RelNode rel = queries.resolve(query, expected);
    checks.sources(rel, places);
    return rel;
  }

  private ConnectionTable target(SqlIdentifier id) {
    if (!id.isSimple()) {
      throw new WadiException(ErrorCode.TABLE_NOT_FOUND, "there is no table '%s'".formatted(id))
          .withHint("tables have one name, without a schema")
          .at(Positions.of(id.getParserPosition()));
    }
    String name = id.getSimple();
    Optional<ConnectionTable> table = catalog.table(name);
    if (table.isPresent()) {
      return table.get();
    }
    SourcePosition position = Positions.of(id.getParserPosition());
    if (catalog.has(name)) {
      throw new WadiException(
              ErrorCode.INVALID_SQL, "'%s' is a view: nothing can be inserted".formatted(name))
          .withHint("insert into a table")
          .at(position);
    }
    throw new WadiException(ErrorCode.TABLE_NOT_FOUND, "there is no table '%s'".formatted(name))
        .withHint(
            Names.nearest(name, queries.tableNames())
                .map("did you mean '%s'?"::formatted)
                .orElse(null))
        .at(position);
  }

  private Schema sinkSchema(ConnectionTable table, Schema query, SqlInsert insert) {
    if (table.writable().isPresent()) {
      return table.writable().get();
    }
    Schema columns = undeclared(query);
    Schema first = inferred.putIfAbsent(table.name(), columns);
    if (first != null && first.getFields().size() != query.getFields().size()) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "table '%s' got %d columns from its first INSERT, this one has %d"
                  .formatted(table.name(), first.getFields().size(), query.getFields().size()))
          .withHint("let all of them have the same columns")
          .at(Positions.of(insert.getParserPosition()));
    }
    return first == null ? columns : first;
  }

  // Only a declared NOT NULL binds the rows: what is inferred from one query does not bind the
  // next.
  private static Schema undeclared(Schema query) {
    return new Schema(
        query.getFields().stream()
            .map(field -> field.isNullable() ? field : nullable(field))
            .toList());
  }

  private static Field nullable(Field field) {
    FieldType type =
        new FieldType(true, field.getType(), field.getDictionary(), field.getMetadata());
    return new Field(field.getName(), type, field.getChildren());
  }

  // One column of the sink after the other: its value, converted, or NULL.
  private RelNode assigned(SqlInsert insert, RelNode rel, Schema sink) {
    List<Field> targets = targets(insert, sink);
    List<SqlParserPos> positions = positions(insert, targets.size());
    if (targets.size() != rel.getRowType().getFieldCount()) {
      throw new WadiException(
              ErrorCode.TYPE_MISMATCH,
              "the query has %d columns, but %d are expected: %s"
                  .formatted(
                      rel.getRowType().getFieldCount(),
                      targets.size(),
                      String.join(", ", targets.stream().map(Field::getName).toList())))
          .withHint("name those that the query has: INSERT INTO table (column, ...)")
          .at(Positions.of(insert.getSource().getParserPosition()));
    }
    RexBuilder builder = rel.getCluster().getRexBuilder();
    List<RexNode> values = new ArrayList<>();
    for (Field column : sink.getFields()) {
      int index = targets.indexOf(column);
      RelDataType type = ArrowTypes.sql(column);
      values.add(
          index < 0
              ? absent(builder, column, insert)
              : Coercion.assign(
                  builder,
                  builder.makeInputRef(rel, index),
                  type,
                  column.getName(),
                  positions.get(index)));
    }
    List<String> names = sink.getFields().stream().map(Field::getName).toList();
    return LogicalProject.create(rel, List.of(), values, names, Set.of());
  }

  private static RexNode absent(RexBuilder builder, Field column, SqlInsert insert) {
    if (!column.isNullable()) {
      throw new WadiException(
              ErrorCode.NULL_VIOLATION,
              "column '%s' is NOT NULL and gets no value".formatted(column.getName()))
          .at(Positions.of(insert.getTargetColumnList().getParserPosition()));
    }
    return builder.makeNullLiteral(ArrowTypes.sql(column));
  }

  private static List<Field> targets(SqlInsert insert, Schema sink) {
    SqlNodeList named = insert.getTargetColumnList();
    if (named == null) {
      return sink.getFields();
    }
    List<Field> targets = new ArrayList<>();
    for (SqlNode node : named) {
      String name = ((SqlIdentifier) node).getSimple();
      Field field = named(name, sink, node);
      if (targets.contains(field)) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME, "the column '%s' is named twice".formatted(name))
            .at(Positions.of(node.getParserPosition()));
      }
      targets.add(field);
    }
    return targets;
  }

  private static Field named(String name, Schema columns, SqlNode place) {
    return columns.getFields().stream()
        .filter(candidate -> candidate.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> noColumn(name, columns, place));
  }

  private static WadiException noColumn(String name, Schema sink, SqlNode node) {
    List<String> names = sink.getFields().stream().map(Field::getName).toList();
    return new WadiException(
            ErrorCode.COLUMN_NOT_FOUND,
            "the table has no column '%s'; it has: %s".formatted(name, String.join(", ", names)))
        .withHint(Names.nearest(name, names).map("did you mean '%s'?"::formatted).orElse(null))
        .at(Positions.of(node.getParserPosition()));
  }

  // Where the select list's items are, or the query as a whole.
  private static List<SqlParserPos> positions(SqlInsert insert, int count) {
    if (insert.getSource() instanceof SqlSelect select && select.getSelectList().size() == count) {
      return select.getSelectList().stream().map(SqlNode::getParserPosition).toList();
    }
    return Collections.nCopies(count, insert.getSource().getParserPosition());
  }
}
