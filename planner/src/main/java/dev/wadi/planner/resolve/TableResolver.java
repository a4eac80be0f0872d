package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.Watermark;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A `CREATE TABLE` to a table of the catalog.
final class TableResolver {
  private final KnownConnectors connectors;
  private final Profiles profiles;
  private final Queries queries;
  private final Catalog catalog;

  TableResolver(KnownConnectors connectors, Profiles profiles, Queries queries, Catalog catalog) {
    this.connectors = connectors;
    this.profiles = profiles;
    this.queries = queries;
    this.catalog = catalog;
  }

  /// Puts the table into the catalog.
  ///
  /// @param stored whether the definition is from another text, so that its positions mean nothing
  void define(CreateTable written, boolean stored) {
    CreateTable create = profiles.apply(written);
    if (create.watermarks().size() > 1) {
      throw new WadiException(ErrorCode.INVALID_WATERMARK, "a table has at most one watermark")
          .withHint("leave one of them out: there is one event time")
          .at(Positions.of(create.watermarks().get(1).position()));
    }
    var options = new TableOptions(create);
    if (isMemory(create, options)) {
      MemoryTable.check(create);
      Schema columns = new TableColumns(create, queries).plain();
      catalog.put(new MemoryTable(create.name().getSimple(), columns));
    } else {
      defineConnected(create, options, stored);
    }
  }

  // Other options without a connector are a table whose connector was forgotten.
  private static boolean isMemory(CreateTable create, TableOptions options) {
    return options.isEmpty() && !create.columns().isEmpty() && !create.temporary()
        || options.connector().equals(Optional.of(MemoryTable.CONNECTOR));
  }

  private void defineConnected(CreateTable create, TableOptions options, boolean stored) {
    Connector connector = connector(create, options);
    Map<String, String> own = options.of(connector);
    Schema physical = physical(create, connector, own);
    if (create.temporary()) {
      LookupTables.check(create, connector, physical);
    }
    ConnectionTable table =
        new ConnectionTable(
            create.name().getSimple(),
            stored ? null : Positions.of(create.name().getParserPosition()),
            connector,
            own,
            physical,
            create.primaryKey().stream().map(key -> key.getSimple()).toList(),
            create.temporary() ? LookupOptions.of(create) : null);
    Optional<Watermark> watermark =
        physical == null ? Optional.empty() : options.watermark(connector, physical);
    Optional<SqlIdentifier> late = LateTables.of(create);
    if (late.isPresent()) {
      table = table.withLateTable(late(create, late.get(), watermark, stored));
    }
    if (physical == null) {
      catalog.put(table);
    } else {
      new TableReading(queries, catalog).define(create, watermark, table);
    }
  }

  private SqlIdentifier late(
      CreateTable create, SqlIdentifier late, Optional<Watermark> watermark, boolean stored) {
    if (watermark.isEmpty()) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "'%s' needs a watermark: without one, rows of table '%s' are never late"
                  .formatted(LateTables.OPTION, create.name().getSimple()))
          .withHint("declare WATERMARK FOR column [AS expression]")
          .at(Positions.of(late.getParserPosition()));
    }
    if (stored) {
      return new SqlIdentifier(late.getSimple(), SqlParserPos.ZERO);
    }
    LateTables.check(late, catalog, queries);
    return late;
  }

  private Connector connector(CreateTable create, TableOptions options) {
    String name =
        options
            .connector()
            .orElseThrow(() ->
                new WadiException(
                        ErrorCode.MISSING_OPTION,
                        "table '%s' does not say what it is connected to"
                            .formatted(create.name().getSimple()))
                    .withHint(
                        "add connector = '...' to its WITH clause, one of: %s; a memory table has"
                                .formatted(known())
                            + " columns and no WITH clause")
                    .at(Positions.of(create.name().getParserPosition())));
    return connectors
        .find(name)
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.UNKNOWN_CONNECTOR,
                    "there is no connector '%s'; there are: %s".formatted(name, known()))
                .withHint(
                    Names.nearest(name, connectors.names())
                        .map("did you mean '%s'?"::formatted)
                        .orElse("SHOW CONNECTORS lists what there is; upload the plugin first"))
                .at(Positions.of(options.position(TableOptions.CONNECTOR))));
  }

  private String known() {
    return String.join(", ", connectors.names());
  }

  private Schema physical(CreateTable create, Connector connector, Map<String, String> options) {
    if (!create.columns().isEmpty()) {
      return new TableColumns(create, queries).physical(connector, options);
    }
    return connector instanceof HasSchema fixed
        ? Located.at(create.name(), () -> fixed.schema(options)).orElse(null)
        : null;
  }
}
