package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlNode;

/// Asks the connectors whether a table's options and columns are right for what a script does with
/// it: reading, writing, or nothing yet.
final class TableChecks {
  private final Catalog catalog;
  private final Map<String, Source> sources = new HashMap<>();
  private final Set<String> sinks = new HashSet<>();

  TableChecks(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Checks every table that a query reads.
  void sources(RelNode query) {
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        if (node instanceof TableScan scan) {
          source(scan.getTable().unwrap(ConnectionTable.class));
        }
        super.visit(node, ordinal, parent);
      }
    }.go(query);
  }

  private void source(ConnectionTable table) {
    sources.computeIfAbsent(
        table.name(), _ -> located(table.position(), () -> openSource(table)));
  }

  private static Source openSource(ConnectionTable table) {
    if (!(table.connector() instanceof CanRead readable)) {
      throw cannot(table, "read");
    }
    return readable.source(table.definition(table.physical().orElseThrow()));
  }

  /// Checks a table that a query writes.
  TableDefinition sink(ConnectionTable table, Schema columns, SqlNode place) {
    if (!(table.connector() instanceof CanWrite writable)) {
      throw cannot(table, "written").at(Positions.of(place.getParserPosition()));
    }
    TableDefinition definition = table.definition(columns);
    located(table.position(), () -> writable.sink(definition));
    sinks.add(table.name());
    return definition;
  }

  /// Checks tables that a script defines but does not use: one way of using them must be right.
  void unused(Set<String> created) {
    for (String name : created) {
      boolean used = sources.containsKey(name) || sinks.contains(name);
      if (!used) {
        catalog.table(name).ifPresent(table -> located(table.position(), () -> either(table)));
      }
    }
  }

  private static Object either(ConnectionTable table) {
    Optional<WadiException> unreadable = problem(table, () -> openSource(table));
    if (unreadable.isEmpty()) {
      return table;
    }
    if (table.connector() instanceof CanWrite writable) {
      Optional<WadiException> unwritable =
          table
              .physical()
              .flatMap(columns -> problem(table, () -> writable.sink(table.definition(columns))));
      if (unwritable.isEmpty()) {
        return table;
      }
      throw table.connector() instanceof CanRead ? unreadable.get() : unwritable.get();
    }
    throw unreadable.get();
  }

  private static Optional<WadiException> problem(ConnectionTable table, Supplier<?> check) {
    if (table.physical().isEmpty()) {
      return Optional.of(noColumns(table));
    }
    try {
      check.get();
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e);
    }
  }

  private static WadiException noColumns(ConnectionTable table) {
    return new WadiException(
        ErrorCode.INVALID_SQL,
        "table '%s' has no columns, so it cannot be read".formatted(table.name()));
  }

  private static WadiException cannot(ConnectionTable table, String verb) {
    Connector connector = table.connector();
    return new WadiException(
        ErrorCode.INVALID_SQL,
        "table '%s' cannot be %s: connector '%s' does not do that"
            .formatted(table.name(), verb, connector.name()));
  }

  private static <T> T located(SourcePosition position, Supplier<T> step) {
    try {
      return step.get();
    } catch (WadiException e) {
      throw e.position().isPresent() || position == null ? e : e.at(position);
    }
  }
}
