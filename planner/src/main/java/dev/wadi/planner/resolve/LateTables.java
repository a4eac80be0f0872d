package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The option `late_table`: the table that gets the rows of another one that come too late, as if
/// they were inserted into it by `INSERT INTO late_table SELECT * FROM table`.
final class LateTables {
  static final String OPTION = "late_table";

  private final Catalog catalog;
  private final Queries queries;
  private final InsertResolver inserts;

  LateTables(Catalog catalog, Queries queries, InsertResolver inserts) {
    this.catalog = catalog;
    this.queries = queries;
    this.inserts = inserts;
  }

  /// The table that a definition names, and where.
  static Optional<SqlIdentifier> of(CreateTable create) {
    return create.options().stream()
        .filter(option -> option.key().equals(OPTION))
        .findFirst()
        .map(LateTables::name);
  }

  private static SqlIdentifier name(TableOption option) {
    return new SqlIdentifier(option.text(), option.position());
  }

  /// Refuses a name that no table has whose connector could write.
  static void check(SqlIdentifier late, Catalog catalog, Queries queries) {
    String name = late.getSimple();
    if (catalog.table(name).isPresent()) {
      return;
    }
    SourcePosition position = Positions.of(late.getParserPosition());
    if (catalog.has(name)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "late rows cannot go to '%s': it has no connector".formatted(name))
          .withHint("name a table that is not a view and not a memory table")
          .at(position);
    }
    throw new WadiException(
            ErrorCode.TABLE_NOT_FOUND, "there is no table '%s' for late rows".formatted(name))
        .withHint(
            Names.nearest(name, queries.tableNames())
                .map("did you mean '%s'?"::formatted)
                .orElse("create it before the table that names it"))
        .at(position);
  }

  /// The query with those that write late rows of the tables that it reads.
  Query with(Query query) {
    Map<TableDefinition, Query> late = new LinkedHashMap<>();
    for (ConnectionTable table : read(query.rel())) {
      table
          .lateTable()
          .ifPresent(name ->
              late.put(table.definition(table.physical().orElseThrow()), insert(table, name)));
    }
    return query.with(late);
  }

  private static Set<ConnectionTable> read(RelNode query) {
    Set<ConnectionTable> read = new LinkedHashSet<>();
    collect(query, read);
    return read;
  }

  private static void collect(RelNode rel, Set<ConnectionTable> read) {
    if (rel instanceof TableScan scan) {
      read.add(scan.getTable().unwrap(ConnectionTable.class));
    }
    rel.getInputs().forEach(input -> collect(input, read));
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            collect(subQuery.rel, read);
            return super.visitSubQuery(subQuery);
          }
        });
  }

  private Query insert(ConnectionTable table, SqlIdentifier late) {
    SqlParserPos position = late.getParserPosition();
    if (table.source().changelog()) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "the rows of table '%s' change and are taken back: late ones cannot go to a table"
                  .formatted(table.name()))
          .withHint("leave the option '%s' out".formatted(OPTION))
          .at(Positions.of(position));
    }
    check(late, catalog, queries);
    SqlSelect all =
        TableReading.select(
            new SqlIdentifier(table.name(), position),
            SqlNodeList.of(SqlIdentifier.star(position)));
    try {
      return inserts
          .resolve(new SqlInsert(position, SqlNodeList.EMPTY, late, all, null), Optional.empty())
          .orElseThrow();
    } catch (WadiException e) {
      throw new WadiException(
              e.code(),
              "late rows of table '%s' cannot go to '%s': %s"
                  .formatted(table.name(), late.getSimple(), e.getMessage()),
              e)
          .withHint(
              e.hint().orElse("declare '%s' with the same columns".formatted(late.getSimple())))
          .at(Positions.of(position));
    }
  }
}
