package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableColumn;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A `CREATE TABLE` to a table of the catalog.
final class TableResolver {
  static final String CONNECTOR = "connector";

  private final Map<String, Connector> connectors;
  private final Queries queries;
  private final Catalog catalog;

  TableResolver(List<Connector> connectors, Queries queries, Catalog catalog) {
    this.connectors = new LinkedHashMap<>();
    connectors.forEach(connector -> this.connectors.put(connector.name(), connector));
    this.queries = queries;
    this.catalog = catalog;
  }

  /// Puts the table into the catalog.
  ///
  /// @param stored whether the definition is from another text, so that its positions mean nothing
  void define(CreateTable create, boolean stored) {
    refuse(create);
    Map<String, String> options = options(create);
    if (isMemory(create, options)) {
      defineMemory(create);
      return;
    }
    Connector connector = connector(create, options);
    String name = create.name().getSimple();
    checkPrimaryKey(create);
    Schema physical = physical(create, connector, options);
    ConnectionTable table =
        new ConnectionTable(
            name,
            stored ? null : Positions.of(create.name().getParserPosition()),
            connector,
            options,
            physical);
    if (physical == null) {
      catalog.put(table);
    } else {
      new TableReading(queries, catalog).define(create, table);
    }
  }

  // Other options without a connector are a table whose connector was forgotten.
  private static boolean isMemory(CreateTable create, Map<String, String> options) {
    return options.isEmpty() && !create.columns().isEmpty()
        || MemoryTable.CONNECTOR.equals(options.get(CONNECTOR));
  }

  private void defineMemory(CreateTable create) {
    MemoryTable.check(create);
    checkPrimaryKey(create);
    catalog.put(new MemoryTable(create.name().getSimple(), declared(create)));
  }

  private static void refuse(CreateTable create) {
    if (create.temporary()) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL, "CREATE TEMPORARY TABLE (lookup tables) is not supported")
          .withHint("a bounded table can be joined as it is: leave out TEMPORARY")
          .at(Positions.of(create.name().getParserPosition()));
    }
    for (TableColumn column : create.columns()) {
      if (column.metadataFrom() != null) {
        throw new WadiException(
                ErrorCode.UNSUPPORTED_SQL,
                "METADATA FROM is not supported (column '%s')".formatted(column.name().getSimple()))
            .at(Positions.of(column.name().getParserPosition()));
      }
    }
    if (create.watermarks().size() > 1) {
      throw new WadiException(ErrorCode.INVALID_WATERMARK, "a table has at most one watermark")
          .at(Positions.of(create.watermarks().get(1).position()));
    }
  }

  private static Map<String, String> options(CreateTable create) {
    Map<String, String> options = new LinkedHashMap<>();
    for (TableOption option : create.options()) {
      if (options.put(option.key(), option.text()) != null) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME, "the option '%s' is given twice".formatted(option.key()))
            .at(Positions.of(option.position()));
      }
    }
    return options;
  }

  // Takes the option out: the rest is the connector's.
  private Connector connector(CreateTable create, Map<String, String> options) {
    String name = options.remove(CONNECTOR);
    SqlParserPos position = create.name().getParserPosition();
    if (name == null) {
      throw new WadiException(
              ErrorCode.MISSING_OPTION,
              "table '%s' does not say what it is connected to"
                  .formatted(create.name().getSimple()))
          .withHint(
              "add connector = '...' to its WITH clause, one of: %s; a memory table has columns and"
                      .formatted(known())
                  + " no WITH clause")
          .at(Positions.of(position));
    }
    Connector connector = connectors.get(name);
    if (connector == null) {
      throw new WadiException(
              ErrorCode.UNKNOWN_CONNECTOR,
              "there is no connector '%s'; there are: %s".formatted(name, known()))
          .withHint(
              Names.nearest(name, connectors.keySet())
                  .map("did you mean '%s'?"::formatted)
                  .orElse(null))
          .at(Positions.of(connectorPosition(create)));
    }
    return connector;
  }

  private String known() {
    return String.join(", ", connectors.keySet());
  }

  private static SqlParserPos connectorPosition(CreateTable create) {
    return create.options().stream()
        .filter(option -> option.key().equals(CONNECTOR))
        .findFirst()
        .map(TableOption::position)
        .orElseThrow();
  }

  private Schema physical(CreateTable create, Connector connector, Map<String, String> options) {
    if (!create.columns().isEmpty()) {
      return declared(create);
    }
    return connector instanceof HasSchema fixed
        ? Located.at(create.name(), () -> fixed.schema(options))
        : null;
  }

  private Schema declared(CreateTable create) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> keys = new HashSet<>();
    create.primaryKey().forEach(key -> keys.add(key.getSimple()));
    for (TableColumn column : create.columns()) {
      SqlIdentifier id = column.name();
      if (!names.add(id.getSimple())) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "the column '%s' is declared twice".formatted(id.getSimple()))
            .at(Positions.of(id.getParserPosition()));
      }
      if (!column.generated()) {
        fields.add(field(column, keys));
      }
    }
    return new Schema(fields);
  }

  private Field field(TableColumn column, Set<String> keys) {
    boolean nullable = column.nullable() && !keys.contains(column.name().getSimple());
    RelDataType type = queries.type(column.type(), nullable);
    return ArrowTypes.field(column.name().getSimple(), type);
  }

  // Beyond that, the primary key means NOT NULL; it lives on in the statement's text.
  private static void checkPrimaryKey(CreateTable create) {
    Set<String> columns = new HashSet<>();
    create.columns().forEach(column -> columns.add(column.name().getSimple()));
    for (SqlIdentifier key : create.primaryKey()) {
      if (!columns.contains(key.getSimple())) {
        throw new WadiException(
                ErrorCode.COLUMN_NOT_FOUND,
                "the primary key names a column '%s' that the table does not have"
                    .formatted(key.getSimple()))
            .at(Positions.of(key.getParserPosition()));
      }
    }
  }
}
