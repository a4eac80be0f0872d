package dev.wadi.engine.order;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;

/// Goes before a {@link Sorting} with a limit: passes only rows on that are among the first of its
/// subtask. Holds nothing over a snapshot.
public final class TopRowsOperator implements Operator {
  private final OperatorContext context;
  private final FirstRows rows;

  public TopRowsOperator(Plan.Sort sort, OperatorContext context) {
    this.context = context;
    this.rows = new FirstRows(sort.schema(), sort.keys(), sort.end(), context.allocator());
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      rows.add(batch, null);
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT) {
      flush(output);
    }
    return true;
  }

  @Override
  public void flush(Output output) {
    if (rows.count() > 0) {
      try (OrderedRows first = rows.take()) {
        while (!first.isEmpty()) {
          output.emit(first.next(context.batchRows(), context.allocator()));
        }
      }
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
