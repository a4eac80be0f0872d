package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import org.apache.arrow.vector.VariableWidthFieldVector;

/// Writes the values of the only column, each followed by a line feed.
record RawFileWriter(FileOutput out) implements FileWriter {
  @Override
  public void write(Batch batch) throws IOException {
    var values = (VariableWidthFieldVector) batch.column(0).vector();
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.row(i);
      if (!values.isNull(row)) {
        out.write(values.get(row));
      }
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
    out.close();
  }
}
