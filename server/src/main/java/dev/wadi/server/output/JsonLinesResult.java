package dev.wadi.server.output;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.types.pojo.Schema;

record JsonLinesResult(Schema columns, OutputStream out) implements ResultFormat.Writer {
  @Override
  public void write(Batch batch) throws IOException {
    JsonRows.write(columns, batch, out);
  }

  @Override
  public void end() {}
}
