package dev.wadi.engine.order;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The times of rows, in microseconds. A row without a time is later than all others.
public final class RowTimes {
  private final Column column;
  private final boolean nanos;

  public RowTimes(Column column) {
    this.column = column;
    this.nanos =
        column.field().getType() instanceof ArrowType.Timestamp type
            && type.getUnit() == TimeUnit.NANOSECOND;
  }

  public long micros(int row) {
    if (column.isNull(row)) {
      return Long.MAX_VALUE;
    }
    long time = column.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row);
    return nanos ? Math.floorDiv(time, 1000L) : time;
  }

  /// The rows that count and whose time is after a moment, or those whose time is not.
  public static Selection select(Batch batch, int column, long micros, boolean after) {
    RowTimes times = new RowTimes(batch.column(column));
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = batch.row(i);
      if (times.micros(row) > micros == after) {
        rows[count++] = row;
      }
    }
    return new Selection(rows, count);
  }
}
