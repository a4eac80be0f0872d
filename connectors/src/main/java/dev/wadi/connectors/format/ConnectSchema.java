package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.sdk.batch.JsonType;
import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// What Kafka Connect calls the schema of a JSON object, which may stand beside it: `{"schema":
/// {...}, "payload": {...}}`. It says how values are written, not what their SQL type is.
final class ConnectSchema {
  private static final String INCLUDE = "json.include_schema";

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  INCLUDE,
                  "true: each row is the 'payload' of an object that has its 'schema', too, as"
                      + " Kafka Connect has them")
              .taking(OptionValues.FLAG.otherwise("false")));

  private static final String LOGICAL = "org.apache.kafka.connect.data.";

  private final JsonGenerator json;
  private final JsonOptions options;

  private ConnectSchema(JsonGenerator json, JsonOptions options) {
    this.json = json;
    this.options = options;
  }

  /// Whether rows stand beside their schema.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a column cannot be told in one
  static boolean isIncluded(TableDefinition table, Options options) {
    boolean included = options.flag(INCLUDE, false);
    if (included && table.schema().getFields().stream().anyMatch(ConnectSchema::hasJson)) {
      throw options.invalid(INCLUDE, "true", "'false', for a JSON column may hold anything");
    }
    return included;
  }

  private static boolean hasJson(Field field) {
    return JsonType.is(field) || field.getChildren().stream().anyMatch(ConnectSchema::hasJson);
  }

  /// Of rows.
  static String of(Schema schema, JsonOptions options) {
    return JsonRows.text(json -> new ConnectSchema(json, options).rows(schema));
  }

  /// Of Debezium's envelopes of rows.
  static String ofEnvelope(Schema schema, JsonOptions options) {
    return JsonRows.text(json -> new ConnectSchema(json, options).envelopes(schema));
  }

  private void rows(Schema schema) throws IOException {
    json.writeStartObject();
    fields(schema.getFields());
    end(false);
  }

  private void envelopes(Schema schema) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "struct");
    json.writeArrayFieldStart("fields");
    for (String image : List.of("before", "after")) {
      json.writeStartObject();
      fields(schema.getFields());
      json.writeStringField("field", image);
      end(true);
    }
    json.writeStartObject();
    json.writeStringField("type", "string");
    json.writeStringField("field", "op");
    end(false);
    json.writeEndArray();
    end(false);
  }

  private void fields(List<Field> fields) throws IOException {
    json.writeStringField("type", "struct");
    json.writeArrayFieldStart("fields");
    for (Field field : fields) {
      json.writeStartObject();
      type(field);
      json.writeStringField("field", field.getName());
      end(field.isNullable());
    }
    json.writeEndArray();
  }

  private void end(boolean optional) throws IOException {
    json.writeBooleanField("optional", optional);
    json.writeEndObject();
  }

  private void part(String name, Field type) throws IOException {
    json.writeObjectFieldStart(name);
    type(type);
    end(type.isNullable());
  }

  private void type(Field field) throws IOException {
    switch (field.getType()) {
      case ArrowType.Bool _ -> json.writeStringField("type", "boolean");
      case ArrowType.Int whole -> json.writeStringField("type", whole(whole));
      case ArrowType.FloatingPoint type ->
          json.writeStringField(
              "type", type.getPrecision() == FloatingPointPrecision.SINGLE ? "float" : "double");
      case ArrowType.Binary _ -> json.writeStringField("type", "bytes");
      case ArrowType.Decimal type when options.decimals() != JsonOptions.Decimals.STRING -> {
        logical("bytes", "Decimal");
        json.writeObjectFieldStart("parameters");
        json.writeStringField("scale", String.valueOf(type.getScale()));
        json.writeEndObject();
      }
      case ArrowType.Timestamp _ when options.unixMillis() -> logical("int64", "Timestamp");
      case ArrowType.List _ -> {
        json.writeStringField("type", "array");
        part("items", field.getChildren().getFirst());
      }
      case ArrowType.Map _ -> map(field.getChildren().getFirst());
      case ArrowType.Struct _ -> fields(field.getChildren());
      // Everything else is written as text.
      default -> json.writeStringField("type", "string");
    }
  }

  // There are no unsigned ones.
  private static String whole(ArrowType.Int type) {
    int bits = type.getIsSigned() ? type.getBitWidth() : Math.min(64, 2 * type.getBitWidth());
    return "int" + bits;
  }

  private void logical(String type, String name) throws IOException {
    json.writeStringField("type", type);
    json.writeStringField("name", LOGICAL + name);
    json.writeNumberField("version", 1);
  }

  // Keys are written as texts, whatever they are.
  private void map(Field entries) throws IOException {
    json.writeStringField("type", "map");
    json.writeObjectFieldStart("keys");
    json.writeStringField("type", "string");
    end(false);
    part("values", entries.getChildren().get(1));
  }
}
