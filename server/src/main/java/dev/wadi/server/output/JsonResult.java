package dev.wadi.server.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wadi.connectors.format.JsonOptions;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.SqlType;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

final class JsonResult implements ResultFormat.Writer {
  private final Schema columns;
  private final OutputStream out;
  private boolean first = true;

  JsonResult(Schema columns, OutputStream out) throws IOException {
    this.columns = columns;
    this.out = out;
    ArrayNode described = new ObjectMapper().createArrayNode();
    for (Field column : columns.getFields()) {
      described.addObject().put("name", column.getName()).put("type", SqlType.of(column));
    }
    write("{\"columns\":" + described + ",\"data\":[");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (byte[] row : JsonRows.values(columns, batch, JsonOptions.DEFAULT)) {
      write(first ? "\n" : ",\n");
      out.write(row);
      first = false;
    }
  }

  @Override
  public void end() throws IOException {
    write("]}\n");
  }
}
