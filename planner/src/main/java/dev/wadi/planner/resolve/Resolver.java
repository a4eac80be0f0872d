package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Script;
import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.CreateView;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Definition;
import dev.wadi.planner.resolve.ResolvedScript.Kind;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/// Resolves the statements of one script in order: what one defines, the next may use.
public final class Resolver {
  private final KnownDefinitions known;
  private final Catalog catalog = new Catalog();
  private final Queries queries;
  private final TableResolver tables;
  private final InsertResolver inserts;
  private final TableChecks checks;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> created = new LinkedHashSet<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Query> resolved = new ArrayList<>();

  public Resolver(
      List<Connector> connectors, List<FunctionSignature> functions, KnownDefinitions known) {
    this.known = known;
    this.queries = new Queries(catalog, functions, known.names());
    this.tables = new TableResolver(connectors, queries, catalog);
    this.checks = new TableChecks(catalog);
    this.inserts = new InsertResolver(queries, catalog, checks);
  }

  /// @throws WadiException on the first thing that is wrong, with its position
  public ResolvedScript resolve(Script script) {
    for (Script.Statement statement : script.statements()) {
      Located.at(
          statement.tree(),
          () -> {
            UnsupportedSyntax.refuse(statement.tree());
            known.forEachNamedIn(statement.tree(), defined, this::defineStored);
            statement(statement);
          });
    }
    checks.unused(created);
    return new ResolvedScript(definitions, resolved);
  }

  private void statement(Script.Statement statement) {
    switch (statement.tree()) {
      case CreateTable create -> created(create, create.name(), Kind.TABLE, statement.text());
      case CreateView create -> created(create, create.name(), Kind.VIEW, statement.text());
      case SqlExplain explain -> query(explain.getExplicandum(), true);
      default -> query(statement.tree(), false);
    }
  }

  private void created(SqlCreate create, SqlIdentifier id, Kind kind, String text) {
    String name = id.getSimple();
    boolean exists = catalog.has(name) || known.names().contains(name);
    if (exists && create.ifNotExists) {
      return;
    }
    if (exists && !create.getReplace()) {
      throw new WadiException(
              ErrorCode.DUPLICATE_NAME, "there is already a table or view '%s'".formatted(name))
          .withHint("write CREATE %s IF NOT EXISTS or choose another name".formatted(kind))
          .at(Positions.of(id.getParserPosition()));
    }
    define(create, false);
    defined.add(name);
    created.add(name);
    definitions.add(new Definition(kind, name, text));
  }

  // A position would be one in another text: it moves into the message.
  private void defineStored(SqlNode definition) {
    try {
      define(definition, true);
    } catch (WadiException e) {
      String where = e.position().map(position -> " at " + position).orElse("");
      throw new WadiException(
              e.code(),
              "stored definition '%s'%s: %s"
                  .formatted(KnownDefinitions.name(definition), where, e.getMessage()),
              e)
          .withHint(e.hint().orElse(null));
    }
  }

  private void define(SqlNode definition, boolean stored) {
    switch (definition) {
      case CreateTable create -> tables.define(create, stored);
      case CreateView create -> catalog.putView(create.name().getSimple(), renamed(create));
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
          .at(Positions.of(create.columns().get().getParserPosition()));
    }
    return Renaming.of(query, names);
  }

  private void query(SqlNode tree, boolean explained) {
    resolved.add(
        tree.getKind() == SqlKind.INSERT
            ? inserts.resolve((SqlInsert) tree, explained)
            : inserts.preview(tree, explained));
  }
}
