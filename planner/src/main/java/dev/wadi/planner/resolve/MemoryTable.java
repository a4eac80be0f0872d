package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableColumn;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A table without a connector: a name for the rows of the one INSERT that fills it, which any
/// number of queries behind it may read. It exists while its pipeline runs and holds nothing
/// itself.
record MemoryTable(String name, Schema columns) {
  static final String CONNECTOR = "memory";

  /// Refuses what only a connection table can have.
  static void check(CreateTable create) {
    create.columns().stream()
        .filter(TableColumn::generated)
        .findFirst()
        .ifPresent(column -> {
          throw cannot("a generated column", column.name().getParserPosition());
        });
    create.columns().stream()
        .filter(column -> column.metadataFrom() != null)
        .findFirst()
        .ifPresent(column -> {
          throw cannot("a metadata column", column.name().getParserPosition());
        });
    if (create.columns().isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_SQL, "a memory table needs its columns")
          .withHint("declare them: CREATE TABLE name (column TYPE, ...)")
          .at(Positions.of(create.name().getParserPosition()));
    }
    if (create.options().size() > 1) {
      TableOption option =
          create.options().stream()
              .filter(candidate -> !candidate.key().equals(TableOptions.CONNECTOR))
              .findFirst()
              .orElseThrow();
      throw new WadiException(
              ErrorCode.INVALID_OPTION,
              "a memory table has no options, but '%s' is given".formatted(option.key()))
          .withHint("leave it out, or say what the table is connected to: connector = '...'")
          .at(Positions.of(option.position()));
    }
    create
        .watermark()
        .ifPresent(watermark -> {
          throw cannot("a watermark of its own", watermark.position());
        });
  }

  private static WadiException cannot(String what, SqlParserPos place) {
    return new WadiException(ErrorCode.INVALID_SQL, "a memory table cannot have " + what)
        .withHint("its rows, and their event time, are those of the query that fills it")
        .at(Positions.of(place));
  }

  /// For a plan that is only looked at.
  TableDefinition definition() {
    return new TableDefinition(name, CONNECTOR, columns, Map.of());
  }

  /// Nothing checks the rows of a memory table as they pass, so a column that is NOT NULL takes
  /// only a value that never is.
  void checkNulls(RelDataType rows, SqlNode query) {
    for (int i = 0; i < columns.getFields().size(); i++) {
      Field column = columns.getFields().get(i);
      if (!column.isNullable() && rows.getFieldList().get(i).getType().isNullable()) {
        throw new WadiException(
                ErrorCode.NULL_VIOLATION,
                "column '%s' of the memory table '%s' is NOT NULL, but the value for it may be NULL"
                    .formatted(column.getName(), name))
            .withHint("use coalesce, or declare the column without NOT NULL")
            .at(Positions.of(query.getParserPosition()));
      }
    }
  }

  WadiException unread(SqlNode place) {
    return new WadiException(
            ErrorCode.INVALID_SQL,
            "the memory table '%s' is filled, but no query reads it".formatted(name))
        .withHint("its INSERT runs for those that read it: add one, or leave the INSERT out")
        .at(Positions.of(place.getParserPosition()));
  }

  WadiException filledTwice(SqlNode place) {
    return new WadiException(
            ErrorCode.INVALID_SQL,
            "the memory table '%s' is filled already: it takes one INSERT".formatted(name))
        .withHint("put the queries into one INSERT with UNION ALL")
        .at(Positions.of(place.getParserPosition()));
  }
}
