package dev.wadi.server.output;

import dev.wadi.connectors.format.CsvRows;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.types.pojo.Schema;

final class CsvResult implements ResultFormat.Writer {
  private final CsvRows rows;

  CsvResult(Schema columns, OutputStream out) throws IOException {
    rows = new CsvRows(columns, true, ',', out);
    rows.flush();
  }

  @Override
  public void write(Batch batch) throws IOException {
    rows.write(batch);
    rows.flush();
  }

  @Override
  public void end() {}
}
