package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
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
    SideTables.check(late, "late rows", catalog, queries);
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

  /// The tables that a query reads.
  static Set<ConnectionTable> read(RelNode query) {
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
      throw SideTables.unfit(
          late,
          "late rows of table '%s'".formatted(table.name()),
          "declare '%s' with the same columns".formatted(late.getSimple()),
          e);
    }
  }
}
