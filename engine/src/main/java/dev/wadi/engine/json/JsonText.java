package dev.wadi.engine.json;

import dev.wadi.engine.json.JsonReader.NotJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A JSON document, or a value in it: bytes of UTF-8, not copied and not necessarily JSON.
public final class JsonText {
  /// What a value is.
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final JsonReader reader;

  private JsonText(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.reader = new JsonReader(bytes, end);
  }

  public static JsonText of(byte[] utf8) {
    return new JsonText(utf8, 0, utf8.length);
  }

  public static JsonText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Where the value begins in {@link #bytes}.
  public int start() {
    return start;
  }

  public int length() {
    return end - start;
  }

  public byte[] bytes() {
    return bytes;
  }

  /// The value that steps lead to, or null if there is none or this is not JSON. The first of
  /// several members of one name counts.
  public JsonText find(JsonStep... path) {
    try {
      int at = place(path);
      return at == JsonReader.ABSENT ? null : new JsonText(bytes, at, reader.skipValue(at));
    } catch (NotJson e) {
      return null;
    }
  }

  /// Whether steps lead to a value.
  public boolean contains(JsonStep... path) {
    try {
      return place(path) != JsonReader.ABSENT;
    } catch (NotJson e) {
      return false;
    }
  }

  private int place(JsonStep[] path) {
    int at = reader.skipBlanks(start);
    for (int i = 0; i < path.length && at != JsonReader.ABSENT; i++) {
      at =
          switch (path[i]) {
            case JsonStep.Key key -> reader.member(at, key);
            case JsonStep.Index(long index) -> reader.element(at, index);
          };
    }
    return at;
  }

  /// Whether all of this is one JSON value, with blanks around it or not.
  public boolean isValid() {
    try {
      return reader.skipBlanks(reader.skipValue(reader.skipBlanks(start))) == end;
    } catch (NotJson e) {
      return false;
    }
  }

  /// Of a value that was found.
  public Kind kind() {
    return switch (reader.peek(start)) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  /// The characters of a string that was found, or null if they are none.
  public String string() {
    try {
      return reader.text(start, end);
    } catch (NotJson e) {
      return null;
    }
  }

  /// The elements of an array, or the values of the members of an object, that was found.
  public List<JsonText> values() {
    List<JsonText> values = new ArrayList<>();
    boolean named = kind() == Kind.OBJECT;
    for (int at = reader.first(start); at != JsonReader.ABSENT; ) {
      int value = named ? reader.memberValue(at) : at;
      int valueEnd = reader.skipValue(value);
      values.add(new JsonText(bytes, value, valueEnd));
      at = reader.next(valueEnd);
    }
    return values;
  }

  /// The names of the members of an object that was found, or null if one is no text.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    try {
      for (int at = reader.first(start); at != JsonReader.ABSENT; ) {
        names.add(reader.text(at, reader.skipText(at)));
        at = reader.next(reader.skipValue(reader.memberValue(at)));
      }
      return names;
    } catch (NotJson e) {
      return null;
    }
  }

  /// The text as it is.
  @Override
  public String toString() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
