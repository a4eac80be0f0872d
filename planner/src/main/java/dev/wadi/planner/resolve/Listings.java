package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Describe;
import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.Show;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import dev.wadi.planner.resolve.ResolvedScript.Description;
import dev.wadi.planner.resolve.ResolvedScript.Listing;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;

/// What `SHOW` and `DESCRIBE` answer.
final class Listings {
  private final Definitions definitions;
  private final Catalog catalog;
  private final Queries queries;
  private final KnownConnectors connectors;
  private final Settings settings;

  Listings(
      Definitions definitions,
      Catalog catalog,
      Queries queries,
      KnownConnectors connectors,
      Settings settings) {
    this.definitions = definitions;
    this.catalog = catalog;
    this.queries = queries;
    this.connectors = connectors;
    this.settings = settings;
  }

  Listing show(Show show) {
    return switch (show.subject()) {
      case TABLES -> tables();
      case VIEWS ->
          new Listing(
              "show views",
              List.of("view"),
              definitions.all(ObjectKind.VIEW).stream().map(view -> List.of(view.name())).toList());
      case FUNCTIONS -> functions();
      case CONNECTORS -> connectors();
      case SETTINGS -> settings();
      case CREATE -> creation(show.name().orElseThrow());
    };
  }

  private Listing tables() {
    List<List<String>> rows =
        definitions.all(ObjectKind.TABLE).stream()
            .map(table -> Arrays.asList(table.name(), connector(table)))
            .toList();
    return new Listing("show tables", List.of("table", "connector"), rows);
  }

  // A table that is a query has none.
  private static String connector(Definition table) {
    return KnownDefinitions.parse(table.text()) instanceof CreateTable create
        ? create.options().stream()
            .filter(option -> option.key().equals(TableOptions.CONNECTOR))
            .map(option -> option.text())
            .findFirst()
            .orElse(MemoryTable.CONNECTOR)
        : null;
  }

  private Listing functions() {
    List<List<String>> rows = new ArrayList<>();
    for (Uploaded function : queries.operators().uploaded()) {
      rows.add(
          List.of(
              function.getName(),
              function.signature().kind().label(),
              function.getAllowedSignatures(),
              function.signature().plugin().name()));
    }
    Operators.builtInNames().forEach(name -> rows.add(Arrays.asList(name, null, null, null)));
    rows.sort(Comparator.comparing(List::getFirst));
    return new Listing("show functions", List.of("function", "kind", "signature", "plugin"), rows);
  }

  private Listing connectors() {
    List<List<String>> rows =
        connectors.latest().stream()
            .map(connector ->
                List.of(
                    connector.name(),
                    connector instanceof CanRead ? "yes" : "no",
                    connector instanceof CanWrite ? "yes" : "no",
                    connector.description()))
            .toList();
    return new Listing(
        "show connectors", List.of("connector", "reads", "writes", "description"), rows);
  }

  private Listing settings() {
    List<List<String>> rows =
        Arrays.stream(Setting.values())
            .map(setting ->
                Arrays.asList(
                    setting.key(), setting.show(settings.current()), setting.description()))
            .toList();
    return new Listing("show settings", List.of("setting", "value", "description"), rows);
  }

  private Listing creation(SqlIdentifier id) {
    String name = id.getSimple();
    Definition definition =
        definitions
            .find(ObjectName.relation(name))
            .or(() -> definitions.find(ObjectName.of(ObjectKind.FUNCTION, name)))
            .orElseThrow(() -> definitions.notFound(ObjectKind.TABLE, id));
    return new Listing(
        "show create", List.of("name", "sql"), List.of(List.of(name, definition.text())));
  }

  Description describe(Describe describe) {
    Optional<SqlIdentifier> name = describe.name();
    RelDataType columns =
        name.isPresent() ? described(name.get()) : queries.resolve(describe.subject()).getRowType();
    return new Description(queries.schema(columns, describe.subject()));
  }

  private RelDataType described(SqlIdentifier id) {
    return known(id)
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.INVALID_SQL,
                    "table '%s' has no columns of its own: it takes those of the query that fills"
                            .formatted(id.getSimple())
                        + " it")
                .withHint("declare them in CREATE TABLE")
                .at(Positions.of(id.getParserPosition())));
  }

  /// The columns of a table or view; none if it takes those of the query that fills it.
  Schema columns(SqlIdentifier id) {
    return known(id).map(row -> queries.schema(row, id)).orElse(new Schema(List.of()));
  }

  private Optional<RelDataType> known(SqlIdentifier id) {
    String name = id.getSimple();
    if (definitions.find(ObjectName.relation(name)).isEmpty()) {
      throw definitions.notFound(ObjectKind.TABLE, id);
    }
    return catalog
        .columns(name)
        .or(() -> catalog.memoryTable(name).map(table -> ArrowTypes.rowType(table.columns())));
  }
}
