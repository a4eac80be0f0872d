package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.ColumnBuilder;
import dev.wadi.connectors.column.DecimalBuilder;
import dev.wadi.connectors.column.ListBuilder;
import dev.wadi.connectors.column.ScalarBuilder;
import dev.wadi.connectors.column.StructBuilder;
import dev.wadi.connectors.column.TemporalBuilder;
import dev.wadi.connectors.column.TextBuilder;
import java.io.IOException;
import java.io.StringWriter;

/// Reads one JSON value into a column.
@FunctionalInterface
interface JsonValueReader {
  /// @param token the value's first token, at which the parser stands; it is left at the last
  void read(JsonParser json, JsonToken token, int row) throws IOException;

  static JsonValueReader of(ColumnBuilder column, JsonOptions options) {
    return switch (column) {
      case ListBuilder list -> list(list, options);
      case StructBuilder struct -> struct(struct, options);
      case TextBuilder text when text.isJson() -> json(text);
      case TextBuilder text -> text(text);
      case TemporalBuilder time when options.unixMillis() -> unixMillis(time);
      case DecimalBuilder decimal when options.decimals() == JsonOptions.Decimals.BYTES ->
          decimalBytes(decimal);
      case ScalarBuilder scalar -> (json, token, row) -> scalar(scalar, json, token, row);
    };
  }

  private static void scalar(ScalarBuilder column, JsonParser json, JsonToken token, int row)
      throws IOException {
    switch (token) {
      case VALUE_NULL -> column.setNull(row);
      case VALUE_STRING ->
          column.setText(row, json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
      case VALUE_NUMBER_INT -> integer(column, json, row);
      case VALUE_NUMBER_FLOAT -> column.setNumber(row, json.getText());
      case VALUE_TRUE -> column.setBoolean(row, true);
      case VALUE_FALSE -> column.setBoolean(row, false);
      case START_OBJECT, START_ARRAY -> throw unfit(column, "a single value", token);
      default -> throw new IllegalStateException("not a value: " + token);
    }
  }

  private static void integer(ScalarBuilder column, JsonParser json, int row) throws IOException {
    switch (json.getNumberType()) {
      case INT, LONG -> column.setInteger(row, json.getLongValue());
      default -> column.setNumber(row, json.getText());
    }
  }

  private static JsonValueReader text(TextBuilder column) {
    return (json, token, row) -> {
      if (token.isStructStart()) {
        column.setText(row, copy(json));
      } else {
        scalar(column, json, token, row);
      }
    };
  }

  // A TEXT column keeps a nested value as JSON, to be taken apart by SQL's JSON functions.
  private static String copy(JsonParser json) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator copy = JsonLines.FACTORY.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  private static JsonValueReader json(TextBuilder column) {
    return (json, token, row) -> {
      switch (token) {
        case VALUE_NULL -> column.setNull(row);
        case VALUE_TRUE, VALUE_FALSE -> column.setText(row, json.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> column.setNumber(row, json.getText());
        default -> column.setText(row, exactCopy(json));
      }
    };
  }

  // With all digits of its numbers.
  private static String exactCopy(JsonParser json) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator copy = JsonLines.FACTORY.createGenerator(text)) {
      copy.copyCurrentStructureExact(json);
    }
    return text.toString();
  }

  private static JsonValueReader decimalBytes(DecimalBuilder column) {
    return (json, token, row) -> {
      if (token == JsonToken.VALUE_STRING) {
        byte[] bytes = json.getBinaryValue();
        if (bytes.length == 0) {
          throw new BadValue(
              "column '%s' expects bytes of a number, found none".formatted(column.name()));
        }
        column.setUnscaled(row, bytes);
      } else {
        scalar(column, json, token, row);
      }
    };
  }

  private static JsonValueReader unixMillis(TemporalBuilder column) {
    return (json, token, row) -> {
      if (token == JsonToken.VALUE_NUMBER_INT
          && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        column.setUnixMillis(row, json.getLongValue());
      } else {
        scalar(column, json, token, row);
      }
    };
  }

  private static JsonValueReader list(ListBuilder column, JsonOptions options) {
    JsonValueReader element = of(column.elements(), options);
    return (json, token, row) -> {
      if (token == JsonToken.VALUE_NULL) {
        column.setNull(row);
        return;
      }
      if (token != JsonToken.START_ARRAY) {
        throw unfit(column, "an array", token);
      }
      column.start(row);
      for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
        element.read(json, t, column.next());
      }
      column.end(row);
    };
  }

  private static JsonValueReader struct(StructBuilder column, JsonOptions options) {
    var fields = new JsonFieldsReader(column.fields(), options);
    return (json, token, row) -> {
      if (token == JsonToken.VALUE_NULL) {
        column.setNull(row);
        return;
      }
      if (token != JsonToken.START_OBJECT) {
        throw unfit(column, "an object", token);
      }
      column.start(row);
      fields.read(json, row);
    };
  }

  private static BadValue unfit(ColumnBuilder column, String expected, JsonToken found) {
    String name =
        switch (found) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          default -> "a boolean";
        };
    return new BadValue(
        "column '%s' expects %s, found %s".formatted(column.name(), expected, name));
  }
}
