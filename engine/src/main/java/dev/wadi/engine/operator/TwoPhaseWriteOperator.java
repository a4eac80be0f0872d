package dev.wadi.engine.operator;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.List;

/// Hands rows to a sink that shows them when a checkpoint has been published. The end of the input
/// is nothing special: a last checkpoint follows it.
final class TwoPhaseWriteOperator implements TwoPhaseOperator {
  private final int sink;
  private final RequiredColumns required;
  private final TwoPhaseWriter writer;

  TwoPhaseWriteOperator(int sink, RequiredColumns required, TwoPhaseWriter writer) {
    this.sink = sink;
    this.required = required;
    this.writer = writer;
  }

  @Override
  public int sink() {
    return sink;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      required.refuseNulls(batch);
      writer.write(batch);
    }
  }

  @Override
  public List<String> prepare(long epoch) {
    return writer.prepare(epoch);
  }

  @Override
  public void commit(List<String> committables) {
    writer.commit(committables);
  }

  @Override
  public void close() {
    writer.close();
  }
}
