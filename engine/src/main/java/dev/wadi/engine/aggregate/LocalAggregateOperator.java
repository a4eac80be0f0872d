package dev.wadi.engine.aggregate;

import dev.wadi.engine.changelog.FlushTimer;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;

/// The first phase of an aggregate: groups the rows of one subtask before they change owner, so
/// that only partial results travel. Holds nothing over a snapshot.
public final class LocalAggregateOperator implements Operator {
  /// Beyond this the partial results are sent early, to bound memory.
  private static final int GROUPS_MAX = 256 * 1024;

  private final AggregateLayout layout;
  private final Panes panes;
  private final int batchRows;
  private final FlushTimer timer;

  /// For windows, which tell when results are due.
  public LocalAggregateOperator(AggregateLayout layout, OperatorContext context) {
    this(layout, Long.MAX_VALUE, context);
  }

  /// @param flushMillis after how long partial results are sent
  public LocalAggregateOperator(AggregateLayout layout, long flushMillis, OperatorContext context) {
    this(layout, 0, flushMillis, context);
  }

  /// @param latenessMicros how far the watermark may be past a window's end for its rows to count
  /// @param flushMillis after how long partial results are sent
  public LocalAggregateOperator(
      AggregateLayout layout, long latenessMicros, long flushMillis, OperatorContext context) {
    this.timer = new FlushTimer(flushMillis, context.nanoClock());
    this.layout = layout.in(context);
    this.panes = new Panes(this.layout, latenessMicros, context.allocator(), context.lateRows());
    this.batchRows = context.batchRows();
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      panes.update(batch);
    }
    if (panes.groupCount() > GROUPS_MAX || timer.due()) {
      flush(output);
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    return panes.emitPartial(micros, batchRows, output);
  }

  @Override
  public void flush(Output output) {
    panes.writePartial(batchRows, output);
    panes.clear();
  }

  @Override
  public void close() {
    panes.close();
    layout.close();
  }
}
