package dev.wadi.connectors.format;

import dev.wadi.connectors.file.FileOutput;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import org.apache.arrow.vector.types.pojo.Schema;

/// Writes CSV.
final class CsvFileWriter implements FileWriter {
  private final FileOutput out;
  private final CsvRows rows;

  CsvFileWriter(Schema schema, boolean header, char delimiter, FileOutput out) {
    this.out = out;
    this.rows = new CsvRows(schema, header, delimiter, out);
  }

  @Override
  public void write(Batch batch) throws IOException {
    rows.write(batch);
  }

  @Override
  public void flush() throws IOException {
    rows.flush();
    out.flush();
  }

  @Override
  public long bytes() {
    return out.bytes();
  }

  @Override
  public void finish() throws IOException {
    rows.flush();
    out.sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
