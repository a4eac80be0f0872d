package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import org.apache.arrow.vector.types.pojo.Schema;

/// Writes JSON lines.
record JsonFileWriter(Schema schema, JsonOptions options, FileOutput out) implements FileWriter {
  @Override
  public void write(Batch batch) throws IOException {
    JsonRows.write(schema, batch, options, out);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public long bytes() {
    return out.bytes();
  }

  @Override
  public void finish() throws IOException {
    out.sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
