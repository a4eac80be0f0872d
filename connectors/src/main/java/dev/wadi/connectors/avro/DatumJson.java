package dev.wadi.connectors.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// A datum as plain JSON, as our own rows are written: unions without the names of their branches,
/// dates and times as ISO 8601 text, bytes in base64.
final class DatumJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private final AvroInput in;
  private final JsonGenerator json;
  private final StringBuilder text = new StringBuilder();

  private DatumJson(AvroInput in, JsonGenerator json) {
    this.in = in;
    this.json = json;
  }

  /// Takes the datum from the input. Strings in it are not known to be UTF-8.
  static byte[] of(Schema schema, AvroInput in) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      new DatumJson(in, json).write(schema);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private void write(Schema schema) throws IOException {
    switch (schema.getType()) {
      case NULL -> json.writeNull();
      case BOOLEAN -> json.writeBoolean(in.readBoolean());
      case INT -> writeWhole(schema, in.readInt());
      case LONG -> writeWhole(schema, in.readLong());
      case FLOAT -> json.writeNumber(in.readFloat());
      case DOUBLE -> json.writeNumber(in.readDouble());
      case STRING -> writeText();
      case ENUM ->
          json.writeString(
              schema.getEnumSymbols().get(in.readIndex(schema.getEnumSymbols().size())));
      case BYTES, FIXED -> writeBytes(schema);
      case UNION -> write(schema.getTypes().get(in.readIndex(schema.getTypes().size())));
      case RECORD, ARRAY, MAP -> {
        in.enter();
        writeNested(schema);
        in.leave();
      }
    }
  }

  private void writeWhole(Schema schema, long value) throws IOException {
    Moment moment = Moment.of(schema.getLogicalType()).orElse(null);
    if (moment == null) {
      json.writeNumber(value);
      return;
    }
    text.setLength(0);
    moment.append(text, value);
    json.writeString(text.toString());
  }

  private void writeText() throws IOException {
    int length = in.readLength();
    json.writeUTF8String(in.bytes(), in.at(), length);
    in.skip(length);
  }

  private void writeBytes(Schema schema) throws IOException {
    if (Decimals.is(schema)) {
      json.writeNumber(Decimals.read(schema, in));
    } else if (schema.getLogicalType() instanceof LogicalTypes.Uuid
        && schema.getType() == Schema.Type.FIXED) {
      json.writeString(ScalarReaders.uuid(in));
    } else {
      int length = Decimals.length(schema, in);
      int start = in.at();
      in.skip(length);
      json.writeBinary(in.bytes(), start, length);
    }
  }

  private void writeNested(Schema schema) throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        json.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
          json.writeFieldName(field.name());
          write(field.schema());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (long left = in.readBlock(); left > 0; left = in.readBlock()) {
          for (long i = 0; i < left; i++) {
            write(schema.getElementType());
          }
        }
        json.writeEndArray();
      }
      default -> writeMap(schema.getValueType());
    }
  }

  private void writeMap(Schema value) throws IOException {
    json.writeStartObject();
    for (long left = in.readBlock(); left > 0; left = in.readBlock()) {
      for (long i = 0; i < left; i++) {
        json.writeFieldName(in.readString());
        write(value);
      }
    }
    json.writeEndObject();
  }
}
