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
import java.util.ArrayList;
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
    JsonCell row = rows(schema, batch, options);
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
    JsonCell row = rows(schema, batch, JsonOptions.DEFAULT);
    return text(json -> row.write(json, batch.row(i)));
  }

  /// Each of the rows that count, without a line feed.
  public static List<byte[]> values(Schema schema, Batch batch) {
    return values(schema, batch, JsonOptions.DEFAULT);
  }

  /// Each of the rows that count, without a line feed.
  public static List<byte[]> values(Schema schema, Batch batch, JsonOptions options) {
    JsonCell row = rows(schema, batch, options);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      int physical = batch.row(i);
      values.add(bytes(json -> row.write(json, physical)));
    }
    return values;
  }

  /// One value as JSON text, for formats that have no arrays and structs of their own.
  static String value(Field field, FieldVector vector, int row) {
    return text(json -> JsonCell.of(field, vector, JsonOptions.DEFAULT).write(json, row));
  }

  // The columns that the table has: a changelog's batches have one more.
  private static JsonCell rows(Schema schema, Batch batch, JsonOptions options) {
    List<Field> fields = schema.getFields();
    List<Column> columns = batch.columns().subList(0, fields.size());
    var writer =
        new JsonFieldsWriter(fields, columns.stream().map(Column::vector).toList(), options);
    return options.schema()
        ? besideSchema(writer, ConnectSchema.of(schema, options))
        : writer::write;
  }

  private static JsonCell besideSchema(JsonFieldsWriter writer, String schema) {
    return (json, row) -> {
      json.writeStartObject();
      json.writeFieldName("schema");
      json.writeRawValue(schema);
      json.writeFieldName("payload");
      writer.write(json, row);
      json.writeEndObject();
    };
  }

  @FunctionalInterface
  interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  // Through bytes, because texts are in UTF-8 already.
  static String text(Writing writing) {
    return new String(bytes(writing), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }
}
