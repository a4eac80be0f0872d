package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;

/// Leaves out, and counts, rows that are behind the watermark, before they change owner: which
/// those are must not depend on how far other subtasks have come. Rows without a time stay.
public final class OnTimeOperator implements Operator {
  private final int timeColumn;
  private final OperatorContext context;
  private long watermarkMicros = Long.MIN_VALUE;

  /// @param timeColumn a TIMESTAMP column
  public OnTimeOperator(int timeColumn, OperatorContext context) {
    this.timeColumn = timeColumn;
    this.context = context;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    Selection rows = Panes.allRows(batch);
    Selection onTime = onTime(batch.column(timeColumn), rows);
    if (onTime.count() == rows.count()) {
      output.emit(batch);
      return;
    }
    context.lateRows().add(rows.count() - onTime.count());
    try (batch) {
      if (onTime.count() > 0) {
        output.emit(batch.select(onTime));
      }
    }
  }

  private Selection onTime(Column time, Selection rows) {
    long[] times = Micros.of(time, rows);
    int[] kept = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] >= watermarkMicros || time.isNull(rows.row(i))) {
        kept[count++] = rows.row(i);
      }
    }
    return new Selection(kept, count);
  }

  @Override
  public boolean watermark(long micros, Output output) {
    watermarkMicros = micros;
    return true;
  }
}
