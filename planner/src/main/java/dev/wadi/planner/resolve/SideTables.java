package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import org.apache.calcite.sql.SqlIdentifier;

/// Tables that get rows without an `INSERT`: late ones, dead letters.
final class SideTables {
  private SideTables() {}

  /// Refuses a name that no table has whose connector could write.
  ///
  /// @param rows what is to be written, for people
  static void check(SqlIdentifier table, String rows, Catalog catalog, Queries queries) {
    String name = table.getSimple();
    if (catalog.table(name).isPresent()) {
      return;
    }
    SourcePosition position = Positions.of(table.getParserPosition());
    if (catalog.has(name)) {
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "%s cannot go to '%s': it has no connector".formatted(rows, name))
          .withHint("name a table that is not a view and not a memory table")
          .at(position);
    }
    throw new WadiException(
            ErrorCode.TABLE_NOT_FOUND, "there is no table '%s' for %s".formatted(name, rows))
        .withHint(
            Names.nearest(name, queries.tableNames())
                .map("did you mean '%s'?"::formatted)
                .orElse("create it before it is named"))
        .at(position);
  }

  /// The error for rows that do not fit a table, where that is named.
  static WadiException unfit(SqlIdentifier table, String rows, String hint, WadiException cause) {
    return new WadiException(
            cause.code(),
            "%s cannot go to '%s': %s".formatted(rows, table.getSimple(), cause.getMessage()),
            cause)
        .withHint(cause.hint().orElse(hint))
        .at(Positions.of(table.getParserPosition()));
  }
}
