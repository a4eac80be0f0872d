package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.Script;
import dev.wadi.planner.parse.syntax.CreateView;
import dev.wadi.planner.parse.syntax.Describe;
import dev.wadi.planner.parse.syntax.Drop;
import dev.wadi.planner.parse.syntax.Explain;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.Show;
import dev.wadi.planner.parse.syntax.UpgradePlugin;
import dev.wadi.planner.resolve.ResolvedScript.Step;
import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Resolves the statements of one script in order: what one defines, the next may use.
public final class Resolver {
  private final Definitions definitions;
  private final DefinitionResolver definer;
  private final InsertResolver inserts;
  private final LateTables late;
  private final DeadLetterTables deadLetters;
  private final Listings listings;
  private final TableChecks checks;
  private final Catalog catalog = new Catalog();
  private final MemoryReaders readers = new MemoryReaders();
  private final Settings settings = new Settings();
  private final List<Step> steps = new ArrayList<>();

  public Resolver(
      List<Connector> connectors,
      List<FunctionSignature> functions,
      KnownDefinitions known,
      List<ConnectionProfile> profiles,
      Parameters parameters) {
    this.definitions = new Definitions(known);
    KnownConnectors tables = new KnownConnectors(connectors);
    Queries queries = new Queries(catalog, functions, definitions::relationNames, parameters);
    this.definer =
        new DefinitionResolver(
            definitions,
            catalog,
            queries,
            new TableResolver(tables, new Profiles(profiles), queries, catalog));
    this.checks = new TableChecks(catalog);
    this.inserts = new InsertResolver(queries, catalog, checks);
    this.late = new LateTables(catalog, queries, inserts);
    this.deadLetters = new DeadLetterTables(catalog, queries, inserts);
    this.listings = new Listings(definitions, catalog, queries, tables, settings);
  }

  /// @throws WadiException on the first thing that is wrong, with its position
  public ResolvedScript resolve(Script script) {
    requireAlone(script);
    definitions.forEachFunction(definer::defineStored);
    for (Script.Statement statement : script.statements()) {
      Located.at(
          statement.tree(),
          () -> {
            UnsupportedSyntax.refuse(statement.tree());
            if (statement.tree() instanceof SqlCreate create) {
              Parameters.refuseIn(create);
            }
            if (!(statement.tree() instanceof Drop)) {
              definitions.forEachNamedIn(statement.tree(), definer::defineStored);
            }
            statement(statement);
          });
    }
    readers.requireAll();
    Optional<ResolvedScript.Query> letters = settings.deadLetterTable().flatMap(this::deadLetters);
    checks.unused(definitions.made());
    return new ResolvedScript(
        definitions.made(),
        definitions.dropped(),
        definesOnly(script),
        steps,
        settings.current(),
        letters);
  }

  private static boolean definesOnly(Script script) {
    return !script.statements().isEmpty()
        && script.statements().stream()
            .allMatch(one -> one.tree() instanceof SqlCreate || one.tree() instanceof Drop);
  }

  /// The columns of a table or view that was defined earlier; none if it takes those of the query
  /// that fills it.
  ///
  /// @throws WadiException if there is none, or its definition is broken
  public Schema columns(String relation) {
    SqlIdentifier name = new SqlIdentifier(relation, SqlParserPos.ZERO);
    definitions.forEachNamedIn(name, definer::defineStored);
    return listings.columns(name);
  }

  /// How a table that was defined earlier is connected; empty if it is in no outside system.
  ///
  /// @throws WadiException if its definition is broken
  public Optional<ConnectionTable> connected(String relation) {
    SqlIdentifier name = new SqlIdentifier(relation, SqlParserPos.ZERO);
    definitions.forEachNamedIn(name, definer::defineStored);
    return catalog.table(relation);
  }

  // What it changes is not a part of the script.
  private static void requireAlone(Script script) {
    for (Script.Statement statement : script.statements()) {
      if (statement.tree() instanceof UpgradePlugin && script.statements().size() > 1) {
        throw new WadiException(
                ErrorCode.INVALID_SQL, "ALTER PIPELINE must be the only statement of its text")
            .withHint("send it apart from the others")
            .at(Positions.of(statement.tree().getParserPosition()));
      }
    }
  }

  private void statement(Script.Statement statement) {
    switch (statement.tree()) {
      case CreateView view -> {
        definer.create(view, statement.text());
        readers.view(view);
      }
      case SqlCreate create -> definer.create(create, statement.text());
      case Drop drop -> definer.drop(drop);
      case SqlSetOption option -> settings.apply(option);
      case Show show -> steps.add(listings.show(show));
      case Describe describe -> steps.add(listings.describe(describe));
      case UpgradePlugin upgrade ->
          steps.add(
              new ResolvedScript.Upgrade(
                  upgrade.pipeline(),
                  upgrade.plugin(),
                  upgrade.version(),
                  Positions.of(upgrade.getParserPosition())));
      case Explain explain -> query(explain.statement(), Optional.of(explain.mode()));
      default -> query(statement.tree(), Optional.empty());
    }
  }

  private Optional<ResolvedScript.Query> deadLetters(SqlIdentifier table) {
    definitions.forEachNamedIn(table, definer::defineStored);
    return deadLetters.query(table, steps, settings.current());
  }

  private void query(SqlNode tree, Optional<Explain.Mode> explained) {
    if (tree instanceof SqlInsert insert) {
      catalog
          .memoryTable(insert.getTargetTable().toString())
          .filter(_ -> explained.isEmpty())
          .ifPresentOrElse(table -> readers.fill(table, insert), () -> readers.query(tree));
      inserts.resolve(insert, explained).map(late::with).ifPresent(steps::add);
    } else {
      readers.query(tree);
      steps.add(inserts.preview(tree, explained));
    }
  }
}
