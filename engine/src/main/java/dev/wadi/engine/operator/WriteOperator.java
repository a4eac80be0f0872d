package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;

/// Hands rows to a sink; the end of a chain.
public final class WriteOperator implements Operator {
  private final BatchWriter writer;

  public WriteOperator(TableDefinition table, OperatorContext context) {
    this.writer =
        context
            .connector(table.connector(), CanWrite.class)
            .sink(table)
            .open(new Sink.WriteContext(context.subtask(), context.parallelism(), context.jobId()));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
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
