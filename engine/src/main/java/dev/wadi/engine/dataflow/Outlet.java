package dev.wadi.engine.dataflow;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.sdk.batch.Batch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows of one kind that leave a stage: collects small batches into larger ones for at most the
/// linger time, and routes them to the edges that carry such rows.
final class Outlet implements AutoCloseable {
  private final List<Router> routers;
  private final OperatorContext context;
  private final Schema schema;
  private final BatchBuilder builder;
  private long deadlineNanos;

  /// @param routers of the edges, at least one
  /// @param schema of the rows
  Outlet(List<Router> routers, Schema schema, OperatorContext context) {
    this.routers = List.copyOf(routers);
    this.context = context;
    this.schema = schema;
    this.builder = new BatchBuilder(schema, context.allocator());
  }

  Schema schema() {
    return schema;
  }

  /// Takes over a batch that is worth keeping for company.
  void collect(Batch batch) {
    if (isEmpty()) {
      deadlineNanos =
          context.nanoClock().getAsLong() + TimeUnit.MILLISECONDS.toNanos(context.lingerMillis());
    }
    try (batch) {
      builder.append(batch, batch.selection());
    }
  }

  boolean isEmpty() {
    return builder.rowCount() == 0;
  }

  /// Whether there are enough rows for a batch of their own.
  boolean isFull() {
    return builder.rowCount() >= context.batchRows() / 2;
  }

  /// Whether rows have waited long enough.
  boolean isDue() {
    return !isEmpty() && context.nanoClock().getAsLong() - deadlineNanos >= 0;
  }

  /// Sends what was held back.
  void flush() {
    if (!isEmpty()) {
      route(builder.build());
    }
  }

  /// Takes over a batch.
  void route(Batch batch) {
    for (int i = 1; i < routers.size(); i++) {
      routers.get(i).route(batch.retain());
    }
    routers.getFirst().route(batch);
  }

  @Override
  public void close() {
    builder.close();
  }
}
