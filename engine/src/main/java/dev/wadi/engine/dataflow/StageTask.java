package dev.wadi.engine.dataflow;

import dev.wadi.engine.operator.MalformedRecords;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorChain;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PartitionTable;
import dev.wadi.engine.operator.SetsRowsApart;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// One subtask of a stage. Whoever drives it calls from one thread at a time, hands it batches and
/// watermarks, lets a source read, and takes away {@link #messages()} before the next call, which
/// is how back-pressure works.
public final class StageTask implements AutoCloseable {
  private final OperatorContext context;
  private final TaskMetrics metrics;
  private final Tail tail;
  private final OperatorChain chain;
  private final SourceDriver source;
  private long watermarkMicros = Long.MIN_VALUE;
  private long pendingWatermark;
  // The watermark that the chain has not finished with, if it is greater than the last one.
  private long advancingTo = Long.MIN_VALUE;
  private long lastInputNanos;
  private boolean quiet = true;
  // Whether those downstream were told not to wait.
  private boolean idle;

  /// @param splits this subtask's splits, if the stage has a source
  /// @param edges the stage's outgoing edges
  /// @param receivers the partition table of each edge's receiving stage
  public StageTask(
      Stage stage,
      List<SplitState> splits,
      List<Edge> edges,
      List<PartitionTable> receivers,
      OperatorContext context,
      TaskMetrics metrics) {
    this.context = context;
    this.metrics = metrics;
    this.tail = new Tail(edges, receivers, context, metrics);
    List<Operator> operators = stage.steps().stream().map(step -> step.create(context)).toList();
    for (int step = 0; step < operators.size(); step++) {
      if (operators.get(step) instanceof SetsRowsApart operator && tail.takesApartOf(step)) {
        operator.apartTo(tail.apart(step));
      }
    }
    this.chain =
        new OperatorChain(
            operators,
            tail,
            IntStream.range(0, operators.size()).mapToObj(metrics::operator).toList());
    this.source =
        stage
            .source()
            .map(scan -> new SourceDriver(scan, splits, context, leftOut(scan)))
            .orElse(null);
    this.pendingWatermark = source == null ? Long.MIN_VALUE : source.watermarkMicros();
  }

  private MalformedRecords leftOut(Plan.Scan scan) {
    return tail.takesApartOf(Edge.LEFT_OUT)
        ? new MalformedRecords(scan.table().name(), context, tail.apart(Edge.LEFT_OUT))
        : new MalformedRecords(scan.table().name(), context, null);
  }

  /// What is to be sent, in order; whoever sends a message removes it.
  public Queue<Message> messages() {
    return tail.messages();
  }

  /// Takes over a batch that came over an edge.
  public void process(Edge edge, Batch batch) {
    countInput(batch);
    chain.process(edge.step(), edge.input(), batch);
  }

  /// No row earlier than this will come over any edge. A source knows better and ignores it.
  ///
  /// @return false if there is more to emit first: take the messages away and repeat the call
  public boolean watermark(long micros) {
    return source != null || advance(micros);
  }

  private boolean advance(long micros) {
    if (micros <= watermarkMicros) {
      return true;
    }
    advancingTo = micros;
    if (!chain.watermark(micros)) {
      return false;
    }
    watermarkMicros = micros;
    metrics.watermarkMicros().accumulate(micros);
    tail.watermark(micros);
    return true;
  }

  /// Lets the source read one batch, or finishes the watermark that it started.
  ///
  /// @return whether there was anything to do
  public boolean read() {
    if (pendingWatermark > watermarkMicros) {
      advance(pendingWatermark);
      return true;
    }
    if (source == null) {
      return false;
    }
    boolean anyRows = source.poll(this::readBatch);
    pendingWatermark = source.watermarkMicros();
    return anyRows || pendingWatermark > watermarkMicros || becomesIdle();
  }

  private boolean becomesIdle() {
    if (idle || !source.idle()) {
      return false;
    }
    idle = true;
    tail.idle();
    return true;
  }

  private void readBatch(Batch batch) {
    countInput(batch);
    chain.process(0, 0, batch);
  }

  private void countInput(Batch batch) {
    metrics.rowsIn().add(batch.rowCount());
    metrics.batchesIn().increment();
    metrics.bytesIn().add(batch.bytes());
    lastInputNanos = context.nanoClock().getAsLong();
    quiet = false;
    idle = false;
  }

  /// After all edges have ended and the source, if any, too.
  ///
  /// @return whether everything was emitted: otherwise take the messages away and repeat the call
  public boolean finish() {
    return (source == null || source.ended()) && advance(Operator.END_OF_INPUT);
  }

  /// Finishes what has been begun, and sends what is held back: to be called before a snapshot.
  ///
  /// @return whether everything was emitted: otherwise take the messages away and repeat the call
  public boolean settle() {
    if (advancingTo > watermarkMicros && !advance(advancingTo)) {
      return false;
    }
    flush();
    return true;
  }

  /// Whether the end of all input has passed through the chain.
  public boolean finished() {
    return watermarkMicros == Operator.END_OF_INPUT;
  }

  /// Sends what has been held back long enough; call it now and then.
  public void tick() {
    chain.tick();
    tail.tick();
    long lingerNanos = TimeUnit.MILLISECONDS.toNanos(context.lingerMillis());
    if (!quiet && context.nanoClock().getAsLong() - lastInputNanos >= lingerNanos) {
      quiet = true;
      flush();
    }
  }

  /// Sends what is held back for efficiency, as before a snapshot.
  public void flush() {
    chain.flush();
    tail.flush();
  }

  /// The operators, for snapshot and restore.
  public List<Operator> operators() {
    return chain.operators();
  }

  /// How far the source has read; empty if there is none.
  public List<SplitState> splits() {
    return source == null ? List.of() : source.state();
  }

  /// A checkpoint with these {@link #splits()} has been published.
  public void published(List<SplitState> splits) {
    source.published(splits);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    chain.close();
    tail.close();
  }
}
