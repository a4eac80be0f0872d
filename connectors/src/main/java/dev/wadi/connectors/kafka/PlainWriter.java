package dev.wadi.connectors.kafka;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import java.time.Duration;

/// Writes records without a transaction. Nothing is lost: a checkpoint waits until brokers have
/// everything.
record PlainWriter(RecordOutput output) implements BatchWriter {
  // A run that has failed waits no longer than this for what it has begun to send.
  private static final Duration CLOSING = Duration.ofSeconds(2);

  @Override
  public void write(Batch batch) {
    output.write(batch);
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void finish() {
    output.flush();
  }

  @Override
  public void close() {
    output.close(CLOSING);
  }
}
