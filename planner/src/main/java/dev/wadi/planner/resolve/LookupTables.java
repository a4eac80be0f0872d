package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.Watermark;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE TEMPORARY TABLE`: tables that are not read, but asked for the rows of keys, by a join.
public final class LookupTables {
  private LookupTables() {}

  /// Refuses what a lookup table cannot have.
  ///
  /// @param physical null if the table has no columns of its own
  static void check(CreateTable create, Connector connector, Schema physical) {
    String name = create.name().getSimple();
    if (!(connector instanceof CanLookup)) {
      throw error(
          "table '%s' cannot be looked up: connector '%s' does not do that"
              .formatted(name, connector.name()),
          "a bounded table can be joined as it is: leave out TEMPORARY",
          create.name().getParserPosition());
    }
    if (create.primaryKey().isEmpty() || physical == null) {
      throw error(
          "the lookup table '%s' needs a primary key, by which it is looked up".formatted(name),
          "write PRIMARY KEY behind the column",
          create.name().getParserPosition());
    }
    for (SqlIdentifier key : create.primaryKey()) {
      if (physical.getFields().stream().noneMatch(f -> f.getName().equals(key.getSimple()))) {
        throw error(
            "the primary key of a lookup table cannot be generated",
            "declare it as a column of the outside system",
            key.getParserPosition());
      }
    }
    Optional<Watermark> watermark = create.watermark();
    if (watermark.isPresent()) {
      throw error(
          "a lookup table has no event time: its rows are as they are when they are asked for",
          "leave the watermark out",
          watermark.get().position());
    }
  }

  private static WadiException error(String message, String hint, SqlParserPos place) {
    return new WadiException(ErrorCode.INVALID_SQL, message).withHint(hint).at(Positions.of(place));
  }

  /// The lookup table whose rows a relation is computed from, one by one; empty if it is none.
  public static Optional<TableScan> of(RelNode rel) {
    return switch (rel) {
      case TableScan scan
          when scan.getTable().unwrap(ConnectionTable.class).lookupOptions().isPresent() ->
          Optional.of(scan);
      case Project project -> of(project.getInput());
      case Filter filter -> of(filter.getInput());
      case Snapshot snapshot -> of(snapshot.getInput());
      default -> Optional.empty();
    };
  }

  /// Whether of an input of a relation only the rows are wanted that a join has keys for.
  ///
  /// @param joined whether that is so of the relation
  static boolean joins(RelNode rel, int input, boolean joined) {
    return switch (rel) {
      case Join _, Correlate _ -> input == 1;
      case Project _, Filter _, Snapshot _ -> joined;
      default -> false;
    };
  }

  /// The error for reading a lookup table otherwise.
  public static WadiException onlyJoined(ConnectionTable table) {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL,
            "the lookup table '%s' cannot be read, only asked for keys: as the right side of a join"
                .formatted(table.name()))
        .withHint(
            "write FROM stream JOIN %s ON stream.column = %s.%s"
                .formatted(table.name(), table.name(), table.primaryKey().getFirst()));
  }

  static WadiException notWritten(ConnectionTable table, SourcePosition place) {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL,
            "the lookup table '%s' cannot be written".formatted(table.name()))
        .withHint("declare a table for writing, with another name and without TEMPORARY")
        .at(place);
  }
}
