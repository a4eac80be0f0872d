package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateFunction;
import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.CreateView;
import dev.wadi.planner.parse.syntax.Drop;
import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE` and `DROP`: what they make and take away, in the catalog of the script.
final class DefinitionResolver {
  private final Definitions definitions;
  private final Catalog catalog;
  private final Queries queries;
  private final TableResolver tables;
  private final FunctionAliases functions;

  DefinitionResolver(
      Definitions definitions, Catalog catalog, Queries queries, TableResolver tables) {
    this.definitions = definitions;
    this.catalog = catalog;
    this.queries = queries;
    this.tables = tables;
    this.functions = new FunctionAliases(queries);
  }

  /// @param text the statement as written
  void create(SqlCreate create, String text) {
    Definition definition = KnownDefinitions.definition(create, text);
    Optional<Definition> other = definitions.find(ObjectName.of(definition));
    if (other.isPresent() && create.ifNotExists) {
      return;
    }
    if (other.isPresent()) {
      replace(create, definition, other.get());
    }
    define(create, false);
    definitions.add(definition);
  }

  private void replace(SqlCreate create, Definition definition, Definition other) {
    if (!create.getReplace()) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME,
              "there is already a %s '%s'".formatted(other.kind(), other.name()))
          .withHint(
              "write CREATE OR REPLACE %s, or choose another name"
                  .formatted(definition.kind().name()))
          .at(Positions.of(place(create)));
    }
    if (other.kind() != definition.kind()) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME,
              "'%s' is a %s, so a %s cannot replace it"
                  .formatted(other.name(), other.kind(), definition.kind()))
          .withHint("drop it first")
          .at(Positions.of(place(create)));
    }
  }

  private static SqlParserPos place(SqlCreate create) {
    return create.getOperandList().getFirst().getParserPosition();
  }

  void drop(Drop drop) {
    ObjectName name = ObjectName.of(drop.kind(), drop.name().getSimple());
    Optional<Definition> definition = definitions.find(name);
    if (definition.isEmpty()) {
      if (!drop.ifExists()) {
        throw definitions.notFound(drop.kind(), drop.name());
      }
      return;
    }
    definitions.drop(definition.get(), drop.kind(), drop.name());
    if (drop.kind() == ObjectKind.FUNCTION) {
      functions.remove(name.name());
    } else {
      catalog.remove(name.name());
    }
  }

  /// Defines what was stored earlier.
  void defineStored(SqlNode definition) {
    String name = KnownDefinitions.definition(definition, "").name();
    try {
      queries.inStored(name, () -> define(definition, true));
    } catch (WadiException e) {
      throw StoredText.error(name, e);
    }
  }

  private void define(SqlNode definition, boolean stored) {
    switch (definition) {
      case CreateTable create -> {
        catalog.remove(create.name().getSimple());
        tables.define(create, stored);
      }
      case CreateView create -> {
        RelNode query = renamed(create);
        catalog.remove(create.name().getSimple());
        catalog.putView(create.name().getSimple(), query);
      }
      case CreateFunction create -> functions.define(create);
      default -> throw new IllegalArgumentException("not a definition: " + definition);
    }
  }

  private RelNode renamed(CreateView create) {
    RelNode query = queries.resolve(create.query());
    if (create.columns().isEmpty()) {
      return query;
    }
    List<String> names =
        create.columns().get().stream()
            .map(column -> ((SqlIdentifier) column).getSimple())
            .toList();
    if (names.size() != query.getRowType().getFieldCount()) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "the view names %d columns, but its query has %d"
                  .formatted(names.size(), query.getRowType().getFieldCount()))
          .withHint("give as many names as the query has columns, or none")
          .at(Positions.of(create.columns().get().getParserPosition()));
    }
    return Renaming.of(query, names);
  }
}
