package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows as JSON objects, one per line, in UTF-8.
///
/// Integers of all sizes and decimals are numbers, in plain notation; floats are numbers, and NaN
/// and the infinities strings; null is written out. Timestamps, dates and times are ISO 8601 text
/// without a zone and with no more digits than needed (`2001-01-01T00:01:00`); intervals are ISO
/// 8601 (`PT26H`, `P1Y2M`); bytes are base64; arrays and structs are arrays and objects.
public final class JsonRows {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private JsonRows() {}

  /// Writes the rows of a batch that count, each followed by a line feed. The stream is not
  /// flushed.
  public static void write(Schema schema, Batch batch, OutputStream out) throws IOException {
    write(schema, batch, JsonOptions.DEFAULT, out);
  }

  static void write(Schema schema, Batch batch, JsonOptions options, OutputStream out)
      throws IOException {
    JsonFieldsWriter row = rows(schema.getFields(), batch, options);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (int i = 0; i < batch.rowCount(); i++) {
        row.write(json, batch.row(i));
      }
      if (batch.rowCount() > 0) {
        json.writeRaw('\n');
      }
    }
  }

  /// The i-th row that counts, without a line feed.
  public static String row(Schema schema, Batch batch, int i) {
    JsonFieldsWriter row = rows(schema.getFields(), batch, JsonOptions.DEFAULT);
    return text(json -> row.write(json, batch.row(i)));
  }

  /// One value as JSON text, for formats that have no arrays and structs of their own.
  static String value(FieldVector vector, int row) {
    return text(
        json -> JsonCell.of(vector.getField(), vector, JsonOptions.DEFAULT).write(json, row));
  }

  // The columns that the table has: a changelog's batches have one more.
  private static JsonFieldsWriter rows(List<Field> fields, Batch batch, JsonOptions options) {
    List<Column> columns = batch.columns().subList(0, fields.size());
    return new JsonFieldsWriter(fields, columns.stream().map(Column::vector).toList(), options);
  }

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  // Through bytes, because texts are in UTF-8 already.
  private static String text(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
