package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;

/// The columns that a join compares by `=`, so that a row with a null in one of them matches
/// nothing.
public record KeyColumns(List<Integer> indexes) {
  public KeyColumns {
    indexes = List.copyOf(indexes);
  }

  /// The columns, borrowed.
  public List<Column> of(Batch batch) {
    return indexes.stream().map(batch::column).toList();
  }

  /// The rows that could match something.
  public Selection rowsWithoutNulls(Batch batch) {
    List<Column> nullable = of(batch).stream().filter(Column::hasNulls).toList();
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = batch.row(i);
      if (nullable.stream().noneMatch(column -> column.isNull(row))) {
        rows[count++] = row;
      }
    }
    return new Selection(rows, count);
  }
}
