package dev.wadi.planner.resolve;

import dev.wadi.engine.plan.BadData;
import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.resolve.ResolvedScript.Query;
import dev.wadi.planner.resolve.ResolvedScript.Step;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlIdentifier;

/// The setting `dead_letter_table`: the table that gets what the queries of a text leave out. It
/// gets the columns that it declares, by their names, or all of them.
final class DeadLetterTables {
  private final Catalog catalog;
  private final Queries queries;
  private final InsertResolver inserts;

  DeadLetterTables(Catalog catalog, Queries queries, InsertResolver inserts) {
    this.catalog = catalog;
    this.queries = queries;
    this.inserts = inserts;
  }

  /// What writes dead letters: empty if no query of a text writes anything, since bare ones only
  /// count what they leave out.
  ///
  /// @param table the name that is set, and where
  Optional<Query> query(SqlIdentifier table, List<Step> steps, PipelineSettings settings) {
    SideTables.check(table, DeadLetterRows.NAME, catalog, queries);
    List<Query> writing =
        steps.stream()
            .filter(Query.class::isInstance)
            .map(Query.class::cast)
            .filter(query -> !query.isPreview())
            .toList();
    refuseOthers(table, writing);
    Query letters = letters(table);
    if (writing.isEmpty()) {
      return Optional.empty();
    }
    if (settings.badData() == BadData.FAIL && writing.stream().noneMatch(this::leavesOut)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "nothing is left out that could go to '%s'".formatted(table.getSimple()))
          .withHint("SET bad_data = 'drop', or let a table that is read have bad_data = 'drop'")
          .at(Positions.of(table.getParserPosition()));
    }
    return Optional.of(letters);
  }

  private static void refuseOthers(SqlIdentifier table, List<Query> writing) {
    writing.stream()
        .filter(query -> query.sink().name().equals(table.getSimple()))
        .findFirst()
        .ifPresent(query -> {
          throw new WadiException(
                  ErrorCode.INVALID_SQL,
                  "'%s' gets the dead letters of this text, and nothing else"
                      .formatted(table.getSimple()))
              .withHint("insert into another table")
              .at(query.position());
        });
  }

  private Query letters(SqlIdentifier table) {
    RelNode all =
        TableReading.scan(DeadLetterRows.NAME, new DeadLetterRows(), catalog, queries.cluster());
    try {
      return inserts.byName(table, all);
    } catch (WadiException e) {
      throw SideTables.unfit(
          table, DeadLetterRows.NAME, "docs/sql.md shows the columns of dead letters", e);
    }
  }

  private boolean leavesOut(Query query) {
    return LateTables.read(query.rel()).stream()
        .anyMatch(table -> table.lookupOptions().isEmpty() && table.source().leavesOut());
  }
}
