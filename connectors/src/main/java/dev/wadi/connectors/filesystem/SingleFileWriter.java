package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;

/// Writes all rows into one file.
record SingleFileWriter(InProgressFile file) implements BatchWriter {
  @Override
  public void write(Batch batch) {
    file.write(batch);
  }

  @Override
  public void flush() {
    file.flush();
  }

  @Override
  public void finish() {
    file.complete();
  }

  @Override
  public void close() {
    file.close();
  }
}
