package dev.wadi.server.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A row as people see it.
///
/// @param names of its columns
/// @param values null for NULL; numbers with all the digits that they have, arrays and structs as
///   JSON
public record RowTexts(List<String> names, List<String> values) {
  private static final JsonFactory JSON = new JsonFactory();

  /// @param json an object, in UTF-8
  public static RowTexts of(byte[] json) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        values.add(value(parser, json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RowTexts(names, values);
  }

  private static String value(JsonParser parser, byte[] json) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!token.isStructStart()) {
      return parser.getText();
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(json, start, end - start, StandardCharsets.UTF_8);
  }
}
