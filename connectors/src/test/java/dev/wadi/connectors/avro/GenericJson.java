package dev.wadi.connectors.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/// What Avro's library has read, as JSON: made without any of the code that it is compared with.
final class GenericJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private final JsonGenerator json;

  private GenericJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Schema schema, Object datum) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new GenericJson(json).write(schema, datum);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void write(Schema schema, Object datum) throws IOException {
    switch (schema.getType()) {
      case NULL -> json.writeNull();
      case BOOLEAN -> json.writeBoolean((Boolean) datum);
      case INT, LONG -> whole(schema, ((Number) datum).longValue());
      case FLOAT -> json.writeNumber((Float) datum);
      case DOUBLE -> json.writeNumber((Double) datum);
      case STRING, ENUM -> json.writeString(datum.toString());
      case BYTES -> bytes(schema, array((ByteBuffer) datum));
      case FIXED -> bytes(schema, ((GenericFixed) datum).bytes());
      case UNION ->
          write(schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)), datum);
      case ARRAY -> {
        json.writeStartArray();
        for (Object element : (List<?>) datum) {
          write(schema.getElementType(), element);
        }
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) datum).entrySet()) {
          json.writeFieldName(entry.getKey().toString());
          write(schema.getValueType(), entry.getValue());
        }
        json.writeEndObject();
      }
      case RECORD -> {
        json.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
          json.writeFieldName(field.name());
          write(field.schema(), ((IndexedRecord) datum).get(field.pos()));
        }
        json.writeEndObject();
      }
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    var array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private void bytes(Schema schema, byte[] bytes) throws IOException {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      json.writeNumber(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
    } else {
      json.writeBinary(bytes);
    }
  }

  private void whole(Schema schema, long value) throws IOException {
    String type = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    switch (type.replace("local-", "")) {
      case "date" -> json.writeString(LocalDate.ofEpochDay(value).toString());
      case "time-millis" -> json.writeString(TIME.format(LocalTime.ofNanoOfDay(value * 1_000_000)));
      case "time-micros" -> json.writeString(TIME.format(LocalTime.ofNanoOfDay(value * 1_000)));
      case "timestamp-millis" -> moment(value, 1_000);
      case "timestamp-micros" -> moment(value, 1_000_000);
      case "timestamp-nanos" -> moment(value, 1_000_000_000);
      default -> json.writeNumber(value);
    }
  }

  private void moment(long value, int unitsPerSecond) throws IOException {
    var moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(value, (long) unitsPerSecond),
            (int) Math.floorMod(value, (long) unitsPerSecond) * (1_000_000_000 / unitsPerSecond),
            ZoneOffset.UTC);
    json.writeString(moment.toLocalDate() + "T" + TIME.format(moment));
  }
}
