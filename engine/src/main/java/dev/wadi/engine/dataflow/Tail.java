package dev.wadi.engine.dataflow;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// The end of a stage's chain: collects small batches into larger ones for at most the linger time,
/// keeps watermarks behind the rows they follow, and routes both to the outgoing edges.
final class Tail implements Operator.Output, AutoCloseable {
  private final Queue<Message> messages = new ArrayDeque<>();
  private final List<Router> routers = new ArrayList<>();
  private final OperatorContext context;
  private final TaskMetrics metrics;
  private final BatchBuilder builder;
  private long deadlineNanos;
  private long heldWatermark = Long.MIN_VALUE;

  /// @param edges the stage's outgoing edges, all with the same schema; may be none
  /// @param receivers the partition table of each edge's receiving stage
  Tail(
      List<Edge> edges,
      List<PartitionTable> receivers,
      OperatorContext context,
      TaskMetrics metrics) {
    for (int i = 0; i < edges.size(); i++) {
      routers.add(new Router(i, edges.get(i), receivers.get(i), messages::add));
    }
    this.context = context;
    this.metrics = metrics;
    this.builder =
        edges.isEmpty() ? null : new BatchBuilder(edges.getFirst().schema(), context.allocator());
  }

  /// What is to be sent, in order; the receiver of the message removes it.
  Queue<Message> messages() {
    return messages;
  }

  @Override
  public void emit(Batch batch) {
    metrics.rowsOut().add(batch.rowCount());
    if (routers.isEmpty() || batch.rowCount() == 0) {
      batch.release();
    } else if (batch.rowCount() < context.batchRows() / 4) {
      collect(batch);
    } else {
      flush();
      route(batch);
    }
  }

  private void collect(Batch batch) {
    if (builder.rowCount() == 0) {
      deadlineNanos =
          context.nanoClock().getAsLong() + TimeUnit.MILLISECONDS.toNanos(context.lingerMillis());
    }
    try (batch) {
      builder.append(batch, batch.selection());
    }
    if (builder.rowCount() >= context.batchRows() / 2) {
      flush();
    }
  }

  void watermark(long micros) {
    heldWatermark = micros;
    if (builder == null || builder.rowCount() == 0 || micros == Operator.END_OF_INPUT) {
      flush();
    }
  }

  /// Says that there may be nothing for a long time.
  void idle() {
    flush();
    messages.add(new Message.Idle());
  }

  /// Sends what was held back if it has waited long enough.
  void tick() {
    if (builder != null
        && builder.rowCount() > 0
        && context.nanoClock().getAsLong() - deadlineNanos >= 0) {
      flush();
    }
  }

  /// Sends what was held back.
  void flush() {
    if (builder != null && builder.rowCount() > 0) {
      route(builder.build());
    }
    if (heldWatermark != Long.MIN_VALUE) {
      messages.add(new Message.Mark(heldWatermark));
      heldWatermark = Long.MIN_VALUE;
    }
  }

  private void route(Batch batch) {
    for (int i = 1; i < routers.size(); i++) {
      routers.get(i).route(batch.retain());
    }
    routers.getFirst().route(batch);
  }

  @Override
  public void close() {
    for (Message message : messages) {
      switch (message) {
        case Message.ToPartition rows -> rows.batch().release();
        case Message.ToAny rows -> rows.batch().release();
        case Message.ToAll _, Message.Mark _, Message.Idle _ -> {
          // A broadcast batch may be partly sent; the memory scope knows it.
        }
      }
    }
    if (builder != null) {
      builder.close();
    }
  }
}
