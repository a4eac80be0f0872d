package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlNode;

/// Asks the connectors whether a table's options and columns are right for what a script does with
/// it: reading, writing, or nothing yet.
final class TableChecks {
  private static final String TYPE = "type";

  private final Catalog catalog;
  private final Set<String> used = new HashSet<>();

  TableChecks(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Checks every table that a query reads.
  ///
  /// @param places where the query names them
  void sources(RelNode query, TablePlaces places) {
    sources(query, false, places);
  }

  /// @param joined whether the rows are only those that a join has keys for
  private void sources(RelNode rel, boolean joined, TablePlaces places) {
    if (rel instanceof TableScan scan) {
      ConnectionTable table = scan.getTable().unwrap(ConnectionTable.class);
      if (table.lookupOptions().isPresent()) {
        lookup(table, joined, places);
      } else {
        source(table, places);
      }
    }
    for (int i = 0; i < rel.getInputs().size(); i++) {
      sources(rel.getInput(i), LookupTables.joins(rel, i, joined), places);
    }
  }

  private void source(ConnectionTable table, TablePlaces places) {
    Optional<SourcePosition> place = places.of(table.name());
    if (!(table.connector() instanceof CanRead)) {
      throw table.cannot("read").at(place.or(table::position).orElse(null));
    }
    used.add(table.name());
    located(table.position().or(() -> place), table::source);
  }

  private void lookup(ConnectionTable table, boolean joined, TablePlaces places) {
    Optional<SourcePosition> place = places.of(table.name());
    if (!joined) {
      throw LookupTables.onlyJoined(table).at(place.or(table::position).orElse(null));
    }
    used.add(table.name());
    located(table.position().or(() -> place), () -> lookedUp(table));
  }

  private static void lookedUp(ConnectionTable table) {
    ((CanLookup) table.connector()).lookup(table.definition(table.physical().orElseThrow()));
  }

  /// Checks a table that a query writes.
  TableDefinition sink(ConnectionTable table, Schema columns, SqlNode place) {
    if (table.lookupOptions().isPresent()) {
      throw LookupTables.notWritten(table, Positions.of(place.getParserPosition()));
    }
    if (!(table.connector() instanceof CanWrite writable)) {
      throw table.cannot("written").at(Positions.of(place.getParserPosition()));
    }
    used.add(table.name());
    TableDefinition definition = table.definition(columns);
    located(table.position(), () -> writable.sink(definition));
    return definition;
  }

  /// Whether a table that {@link #sink} has checked takes rows that are changed and taken back.
  boolean acceptsChangelog(ConnectionTable table, TableDefinition definition) {
    return ((CanWrite) table.connector()).sink(definition).acceptsChangelog();
  }

  /// Checks tables that a script defines but does not use: one way of using them must be right.
  void unused(List<Definition> created) {
    for (Definition definition : created) {
      if (definition.kind() == ObjectKind.TABLE && !used.contains(definition.name())) {
        catalog
            .table(definition.name())
            .ifPresent(table -> located(table.position(), () -> either(table)));
      }
    }
  }

  private static void either(ConnectionTable table) {
    if (table.lookupOptions().isPresent()) {
      lookedUp(table);
      return;
    }
    Optional<WadiException> unreadable = problem(() -> read(table));
    if (unreadable.isEmpty()) {
      return;
    }
    Optional<WadiException> unwritable = problem(() -> write(table));
    if (unwritable.isPresent()) {
      throw meantForWriting(table, unreadable.get()) ? unwritable.get() : unreadable.get();
    }
  }

  // A file that is not there yet does not tell what else is wrong.
  private static boolean meantForWriting(ConnectionTable table, WadiException unreadable) {
    String type = table.option(TYPE).orElse(null);
    return !(table.connector() instanceof CanRead)
        || "sink".equals(type)
        || type == null && unreadable.code() == ErrorCode.FILE_NOT_FOUND;
  }

  /// Whether a table can be read, or could be if it were not for what is there now.
  static boolean isForReading(ConnectionTable table) {
    return table.lookupOptions().isEmpty()
        && table.physical().isPresent()
        && problem(() -> read(table)).filter(e -> meantForWriting(table, e)).isEmpty();
  }

  private static void read(ConnectionTable table) {
    if (table.physical().isEmpty()) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "table '%s' has no columns, so it cannot be read".formatted(table.name()))
          .withHint("declare its columns in CREATE TABLE");
    }
    table.source();
  }

  // Without columns there is nothing to check before a query brings them.
  private static void write(ConnectionTable table) {
    if (!(table.connector() instanceof CanWrite writable)) {
      throw table.cannot("written");
    }
    table.writable().ifPresent(columns -> writable.sink(table.definition(columns)));
  }

  private static Optional<WadiException> problem(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e);
    }
  }

  private static void located(Optional<SourcePosition> place, Runnable step) {
    try {
      step.run();
    } catch (WadiException e) {
      boolean known = e.position().isPresent() || place.isEmpty();
      throw known ? e : e.at(place.get());
    }
  }
}
