package dev.wadi.engine.json;

import java.nio.charset.StandardCharsets;

/// One step from a JSON value into it.
public sealed interface JsonStep {
  /// To a member of an object.
  ///
  /// @param utf8 its name
  record Key(String name, byte[] utf8) implements JsonStep {}

  /// To an element of an array; the first is 0, and there is none before it.
  record Index(long index) implements JsonStep {}

  static JsonStep to(String name) {
    return new Key(name, name.getBytes(StandardCharsets.UTF_8));
  }

  static JsonStep to(long index) {
    return new Index(index);
  }
}
