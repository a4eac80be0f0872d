package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink.WriteContext;
import java.util.function.LongSupplier;

/// Writes the rows of one subtask into numbered files, each visible as soon as it is full.
final class PartFilesWriter implements BatchWriter {
  private final PartFiles parts;

  PartFilesWriter(PartFilesSink sink, WriteContext context, LongSupplier nanoClock) {
    this.parts = new PartFiles(sink, context, context.jobId(), nanoClock, InProgressFile::complete);
  }

  @Override
  public void write(Batch batch) {
    parts.write(batch);
  }

  @Override
  public void flush() {
    parts.flush();
  }

  @Override
  public void finish() {
    parts.finish();
  }

  @Override
  public void close() {
    parts.close();
  }
}
