package dev.wadi.connectors.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.connectors.column.BadValue;
import java.io.IOException;

/// What a line of Debezium's JSON says. The images of the row are not parsed yet: what they mean is
/// known only when the whole line has been read.
final class DebeziumEnvelope {
  private final byte[] buffer;
  private final int start;
  private String op;
  private Range before;
  private Range after;

  /// Bytes of a JSON object, from the start of the line.
  private record Range(int from, int to) {}

  private DebeziumEnvelope(byte[] buffer, int start) {
    this.buffer = buffer;
    this.start = start;
  }

  /// @return null if the line is empty or a tombstone
  static DebeziumEnvelope of(byte[] buffer, int start, int length) throws IOException {
    var envelope = new DebeziumEnvelope(buffer, start);
    try (JsonParser json = JsonLines.FACTORY.createParser(buffer, start, length)) {
      JsonToken first = json.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return null;
      }
      boolean tombstone = !envelope.readObject(json, first);
      if (json.nextToken() != null) {
        throw new BadValue("expected one JSON object, found another value behind it");
      }
      return tombstone ? null : envelope.complete();
    }
  }

  private DebeziumEnvelope complete() {
    if (op == null) {
      throw new BadValue("expected Debezium's 'before', 'after' and 'op', found no 'op'");
    }
    return this;
  }

  // Returns false if there is a schema but no payload.
  private boolean readObject(JsonParser json, JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new BadValue("expected a JSON object, found " + token);
    }
    boolean any = true;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "payload" -> any = value != JsonToken.VALUE_NULL && readObject(json, value);
        case "op" -> op = json.getText();
        case "before" -> before = range(json, value, name);
        case "after" -> after = range(json, value, name);
        default -> json.skipChildren();
      }
    }
    return any;
  }

  private static Range range(JsonParser json, JsonToken value, String name) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.START_OBJECT) {
      throw new BadValue("expected an object as '%s', found %s".formatted(name, value));
    }
    int from = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    return new Range(from, (int) json.currentLocation().getByteOffset());
  }

  String op() {
    return op;
  }

  /// The row as it was, at the beginning of its fields.
  JsonParser before() throws IOException {
    if (before == null) {
      throw new BadValue(
          "op '%s' has no 'before': the database must log whole rows (PostgreSQL: REPLICA IDENTITY"
                  .formatted(op)
              + " FULL)");
    }
    return fields(before);
  }

  /// The row as it is now, at the beginning of its fields.
  JsonParser after() throws IOException {
    if (after == null) {
      throw new BadValue("op '%s' has no 'after'".formatted(op));
    }
    return fields(after);
  }

  private JsonParser fields(Range range) throws IOException {
    JsonParser json =
        JsonLines.FACTORY.createParser(buffer, start + range.from, range.to - range.from);
    json.nextToken();
    return json;
  }
}
