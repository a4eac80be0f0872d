package dev.wadi.engine.dataflow;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The highest value of a TIMESTAMP over a batch.
final class LatestTime {
  private LatestTime() {}

  /// @return microseconds since 1970, rounded down, or `Long.MIN_VALUE` if all are null
  static long micros(ColumnExpression time, Batch batch) {
    Column column = time.evaluate(batch, batch.selection());
    try {
      return micros(column, batch);
    } finally {
      column.release();
    }
  }

  /// The same of a column of the batch.
  static long micros(Column column, Batch batch) {
    long latest = latest(column, batch);
    return latest != Long.MIN_VALUE && isNanos(column) ? Math.floorDiv(latest, 1000L) : latest;
  }

  private static boolean isNanos(Column column) {
    return column.field().getType() instanceof ArrowType.Timestamp type
        && type.getUnit() == TimeUnit.NANOSECOND;
  }

  private static long latest(Column column, Batch batch) {
    MemorySegment values = column.data();
    long latest = Long.MIN_VALUE;
    if (column.hasNulls() || batch.selection() != null) {
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.row(i);
        if (!column.isNull(row)) {
          latest = Math.max(latest, values.getAtIndex(ValueLayout.JAVA_LONG, row));
        }
      }
    } else {
      for (int row = 0; row < batch.physicalRowCount(); row++) {
        latest = Math.max(latest, values.getAtIndex(ValueLayout.JAVA_LONG, row));
      }
    }
    return latest;
  }
}
