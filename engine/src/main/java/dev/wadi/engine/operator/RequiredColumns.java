package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// The NOT NULL columns of a table that is written. Sinks rely on what the table declares.
final class RequiredColumns {
  private final TableDefinition table;
  private final int[] required;

  RequiredColumns(TableDefinition table) {
    List<Field> fields = table.schema().getFields();
    this.table = table;
    this.required =
        IntStream.range(0, fields.size()).filter(i -> !fields.get(i).isNullable()).toArray();
  }

  /// @throws WadiException if a row has NULL in one of them
  void refuseNulls(Batch batch) {
    for (int i : required) {
      Column column = batch.column(i);
      // The cheap question first: rows that do not count may hold nulls.
      if (column.hasNulls() && anyNull(batch, column)) {
        String name = table.schema().getFields().get(i).getName();
        throw new WadiException(
                ErrorCode.NULL_VIOLATION,
                "column '%s' of table '%s' is NOT NULL, but a row has NULL for it"
                    .formatted(name, table.name()))
            .withHint("leave such rows out with WHERE ... IS NOT NULL, or use coalesce");
      }
    }
  }

  private static boolean anyNull(Batch batch, Column column) {
    for (int i = 0; i < batch.rowCount(); i++) {
      if (column.isNull(batch.row(i))) {
        return true;
      }
    }
    return false;
  }
}
