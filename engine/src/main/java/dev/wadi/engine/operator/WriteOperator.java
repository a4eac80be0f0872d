package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;

/// Hands rows to a sink; the end of a chain. A batch with a NULL in a NOT NULL column is refused as
/// a whole.
public final class WriteOperator implements Operator {
  private final RequiredColumns required;
  private final BatchWriter writer;

  private WriteOperator(RequiredColumns required, BatchWriter writer) {
    this.required = required;
    this.writer = writer;
  }

  /// Writes in two phases if the run has checkpoints and the sink can do that.
  ///
  /// @param changelog whether batches have a last column of change kinds
  /// @param number which of the pipeline's sinks it is
  public static Operator create(
      TableDefinition table, boolean changelog, int number, OperatorContext context) {
    Sink sink = context.connector(table.connector(), CanWrite.class).sink(table);
    var write =
        new Sink.WriteContext(context.subtask(), context.parallelism(), context.jobId(), changelog);
    var required = new RequiredColumns(table);
    Recovery recovery = context.recoveries().get(number);
    return recovery != null && sink instanceof TwoPhaseSink twoPhase
        ? new TwoPhaseWriteOperator(number, required, twoPhase.openTwoPhase(write, recovery))
        : new WriteOperator(required, sink.open(write));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      required.refuseNulls(batch);
      writer.write(batch);
    }
  }

  @Override
  public boolean watermark(long micros, Output output) {
    if (micros == END_OF_INPUT) {
      writer.finish();
    }
    return true;
  }

  @Override
  public void flush(Output output) {
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
