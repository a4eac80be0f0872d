package dev.wadi.server.pipeline;

import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.planner.PlannedScript.Definition.Kind;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.planner.TableDescription;
import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import dev.wadi.server.trace.Span;
import dev.wadi.wasm.PluginModule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;

/// The tables of a server that every pipeline may use. Thread-safe.
public final class ConnectionTables {
  private final QueryRunner runner;
  private final Catalog catalog;
  private final Plugins plugins;
  private final ConnectionProfiles profiles;

  public ConnectionTables(
      QueryRunner runner, Catalog catalog, Plugins plugins, ConnectionProfiles profiles) {
    this.runner = runner;
    this.plugins = plugins;
    this.catalog = catalog;
    this.profiles = profiles;
  }

  /// Checks and keeps one CREATE TABLE statement.
  ///
  /// @param alongside what is recorded in the same moment
  /// @throws WadiException if it is wrong, is something else, or its name is taken
  public synchronized StoredTable add(String sql, Consumer<StoredTable> alongside) {
    Definition table = checked(sql);
    if (catalog.tables().find(table.name()).isPresent()) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME,
              "a connection table '%s' is here already".formatted(table.name()))
          .withHint("remove it first, or name the new one differently");
    }
    StoredTable stored = stored(table);
    catalog.atomically(() -> {
      catalog.tables().add(stored);
      alongside.accept(stored);
    });
    return stored;
  }

  /// Checks one CREATE TABLE statement.
  ///
  /// @throws WadiException if it is wrong, or is something else
  Definition checked(String sql) {
    PlannedScript script = runner.plan(sql, List.of(), plugins.all(), profiles.known());
    if (script.definitions().size() != 1
        || !script.pipeline().sinks().isEmpty()
        || script.definitions().getFirst().kind() != Kind.TABLE) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST, "expected one CREATE TABLE statement and nothing else");
    }
    return script.definitions().getFirst();
  }

  /// A planner for scripts that use one table, which is not kept.
  SqlPlanner planner(Definition only) {
    return runner.planner(List.of(only.sql()), plugins.all(), profiles.known());
  }

  /// Plans a script that may use these tables.
  ///
  /// @throws WadiException with the place in the SQL, if the script is wrong
  public PlannedScript plan(String sql) {
    return plan(sql, plugins.all());
  }

  /// The same, as if there were no other plugins than these.
  PlannedScript plan(String sql, List<PluginModule> plugins) {
    return Span.inside("plan", () -> withoutDrops(planner(plugins).plan(sql)));
  }

  /// For scripts that may use these tables, and drop them.
  SqlPlanner planner() {
    return planner(plugins.all());
  }

  private SqlPlanner planner(List<PluginModule> plugins) {
    return runner.planner(all().stream().map(StoredTable::sql).toList(), plugins, profiles.known());
  }

  static PlannedScript withoutDrops(PlannedScript script) {
    script.dropped().forEach(ConnectionTables::refuseDrop);
    return script;
  }

  /// Keeps the tables that a script creates, and removes those that it drops.
  ///
  /// @throws WadiException if it creates something else
  synchronized void change(PlannedScript script) {
    script.definitions().forEach(ConnectionTables::requireTable);
    // One that is replaced is neither new nor dropped.
    Stream.concat(script.dropped().stream(), script.definitions().stream())
        .map(definition -> catalog.tables().find(definition.name()))
        .flatMap(Optional::stream)
        .forEach(table -> catalog.tables().remove(table.id()));
    script.definitions().forEach(table -> catalog.tables().add(stored(table)));
  }

  private static void requireTable(Definition definition) {
    if (definition.kind() != Kind.TABLE) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL,
              "a server keeps tables, and '%s' is a %s"
                  .formatted(definition.name(), definition.kind().name().toLowerCase(Locale.ROOT)))
          .withHint("create it in the text of the query that uses it");
    }
  }

  private static StoredTable stored(Definition table) {
    return new StoredTable(Identifiers.next("table"), table.name(), table.sql(), Instant.now());
  }

  private static void refuseDrop(Definition table) {
    throw new WadiException(
            ErrorCode.INVALID_SQL,
            "'%s' is a connection table of the server: a query cannot drop it"
                .formatted(table.name()))
        .withHint("remove it with DELETE /api/v1/connection_tables/%s".formatted(table.name()));
  }

  /// The names of the tables that some plugins are needed for.
  List<String> needing(List<PluginModule> removed) {
    List<PluginModule> all = plugins.all();
    List<ConnectionProfile> known = profiles.known();
    List<PluginModule> others = all.stream().filter(one -> !removed.contains(one)).toList();
    return all().stream()
        .filter(table ->
            runner.isPlanned(table.sql(), all, known)
                && !runner.isPlanned(table.sql(), others, known))
        .map(StoredTable::name)
        .toList();
  }

  /// What the tables look like. One whose definition is broken has no columns.
  public List<TableDescription> descriptions() {
    SqlPlanner planner = planner();
    return all().stream().map(table -> description(table, planner)).toList();
  }

  private static TableDescription description(StoredTable table, SqlPlanner planner) {
    try {
      return planner.describe(table.name());
    } catch (WadiException e) {
      return new TableDescription(table.name(), new Schema(List.of()), List.of());
    }
  }

  public List<StoredTable> all() {
    return catalog.tables().all();
  }

  /// Removes a table; running pipelines keep their copy of its definition.
  ///
  /// @throws WadiException if there is none
  public void remove(String idOrName) {
    StoredTable table =
        catalog
            .tables()
            .find(idOrName)
            .orElseThrow(() ->
                new WadiException(
                    ErrorCode.NOT_FOUND, "no connection table '%s'".formatted(idOrName)));
    catalog.tables().remove(table.id());
  }
}
