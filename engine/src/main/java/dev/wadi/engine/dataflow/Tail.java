package dev.wadi.engine.dataflow;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.engine.plan.DeadLetters;
import dev.wadi.sdk.batch.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// The end of a stage's chain: takes rows to the outgoing edges, and keeps watermarks behind the
/// rows they follow. What comes here are the chain's results, and what its operators or its source
/// have set apart.
final class Tail implements Operator.Output, AutoCloseable {
  private final Queue<Message> messages = new ArrayDeque<>();
  // By the step that sets apart what leaves there.
  private final Map<Integer, Outlet> outlets = new TreeMap<>();
  private final OperatorContext context;
  private final TaskMetrics metrics;
  private long heldWatermark = Long.MIN_VALUE;

  /// @param edges the stage's outgoing edges; those for the same rows have the same schema; may be
  ///   none
  /// @param receivers the partition table of each edge's receiving stage
  Tail(
      List<Edge> edges,
      List<PartitionTable> receivers,
      OperatorContext context,
      TaskMetrics metrics) {
    this.context = context;
    this.metrics = metrics;
    edges.stream()
        .map(Edge::apartOf)
        .distinct()
        .forEach(step -> outlets.put(step, outlet(step, edges, receivers)));
  }

  private Outlet outlet(int step, List<Edge> edges, List<PartitionTable> receivers) {
    List<Router> routers = new ArrayList<>();
    Edge last = null;
    for (int i = 0; i < edges.size(); i++) {
      if (edges.get(i).apartOf() == step) {
        last = edges.get(i);
        routers.add(new Router(i, last, receivers.get(i), messages::add));
      }
    }
    return new Outlet(routers, last.schema(), context);
  }

  /// What is to be sent, in order; the receiver of the message removes it.
  Queue<Message> messages() {
    return messages;
  }

  @Override
  public void emit(Batch batch) {
    emit(Edge.RESULTS, batch);
  }

  /// Whether some edge carries what an operator, or the source, has set apart.
  boolean takesApartOf(int step) {
    return outlets.containsKey(step);
  }

  /// Where that goes, if some edge carries it.
  ///
  /// @param step of the operator, or {@link Edge#LEFT_OUT}
  Operator.Output apart(int step) {
    boolean letters = outlets.get(step).schema().equals(new DeadLetters().schema());
    return batch -> {
      if (letters) {
        metrics.deadLetters().add(batch.rowCount());
      }
      emit(step, batch);
    };
  }

  private void emit(int step, Batch batch) {
    metrics.rowsOut().add(batch.rowCount());
    Outlet outlet = outlets.get(step);
    if (outlet == null || batch.rowCount() == 0) {
      batch.release();
    } else if (batch.rowCount() < context.batchRows() / 4) {
      outlet.collect(batch);
      if (outlet.isFull()) {
        flush();
      }
    } else {
      flush();
      outlet.route(batch);
    }
  }

  void watermark(long micros) {
    heldWatermark = micros;
    if (outlets().stream().allMatch(Outlet::isEmpty) || micros == Operator.END_OF_INPUT) {
      flush();
    }
  }

  private Collection<Outlet> outlets() {
    return outlets.values();
  }

  /// Says that there may be nothing for a long time.
  void idle() {
    flush();
    messages.add(new Message.Idle());
  }

  /// Sends what was held back if it has waited long enough.
  void tick() {
    if (outlets().stream().anyMatch(Outlet::isDue)) {
      flush();
    }
  }

  /// Sends what was held back.
  void flush() {
    outlets().forEach(Outlet::flush);
    if (heldWatermark != Long.MIN_VALUE) {
      messages.add(new Message.Mark(heldWatermark));
      heldWatermark = Long.MIN_VALUE;
    }
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
    outlets().forEach(Outlet::close);
  }
}
