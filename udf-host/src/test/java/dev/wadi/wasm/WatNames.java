package dev.wadi.wasm;

import java.util.HashMap;
import java.util.Map;

/// The names of one index space: `$name` to number.
final class WatNames {
  private final String kind;
  private final Map<String, Integer> indexes = new HashMap<>();
  private int count;

  /// @param kind for messages
  WatNames(String kind) {
    this.kind = kind;
  }

  /// The next index, with a name if there is one.
  ///
  /// @param name null for none
  int add(String name) {
    if (name != null) {
      indexes.put(name, count);
    }
    return count++;
  }

  int count() {
    return count;
  }

  /// @param reference a name or a number
  int find(String reference) {
    if (!reference.startsWith("$")) {
      return (int) WatFunction.integer(reference);
    }
    Integer index = indexes.get(reference);
    if (index == null) {
      throw new IllegalArgumentException("no %s named %s".formatted(kind, reference));
    }
    return index;
  }
}
