package dev.wadi.server.output;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.function.Supplier;

/// Hands batches to a receiver, which may be gone.
record PreviewWriter(TableDefinition table, boolean changelog, Supplier<BatchReceiver> receiver)
    implements BatchWriter {
  @Override
  public void write(Batch batch) {
    BatchReceiver to = receiver.get();
    if (to != null) {
      to.batch(table, changelog, batch);
    }
  }

  @Override
  public void flush() {
    // Nothing is held back between batches.
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
