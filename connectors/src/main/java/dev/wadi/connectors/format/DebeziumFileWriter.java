package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;

/// Writes changes in Debezium's envelopes.
record DebeziumFileWriter(DebeziumRows rows, FileOutput out) implements FileWriter {
  @Override
  public void write(Batch batch) throws IOException {
    rows.write(batch, out);
  }

  @Override
  public void flush() throws IOException {
    rows.flush(out);
    out.flush();
  }

  @Override
  public long bytes() {
    return out.bytes();
  }

  @Override
  public void finish() throws IOException {
    rows.flush(out);
    out.sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
