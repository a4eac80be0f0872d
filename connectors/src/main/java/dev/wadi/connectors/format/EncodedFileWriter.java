package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;

/// Writes records of a plugin's format, each followed by a line feed.
record EncodedFileWriter(EncodedRows rows, FileOutput out) implements FileWriter {
  @Override
  public void write(Batch batch) throws IOException {
    for (byte[] record : rows.records(batch)) {
      out.write(record);
      out.write('\n');
    }
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
    rows.close();
    out.close();
  }
}
