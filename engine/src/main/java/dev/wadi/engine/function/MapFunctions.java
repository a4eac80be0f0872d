package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions of maps, whose entries have an order but are found by their keys.
final class MapFunctions {
  private MapFunctions() {}

  @BuiltIn(
      names = "map",
      description =
          """
          A map of as many keys and values. No key may be NULL or there twice. \
          `MAP['a', 1, 'b', 2]` is another way to write one.\
          """,
      example = "map(ARRAY['a', 'b'], ARRAY[1, 2])",
      result = "{a=1, b=2}")
  static <K, V> Map<K, V> map(List<K> keys, List<V> values) {
    if (keys.size() != values.size()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "a map needs as many values as keys, but there are %d and %d"
              .formatted(values.size(), keys.size()));
    }
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      K key = keys.get(i);
      if (key == null || map.containsKey(key)) {
        throw new WadiException(
            ErrorCode.INVALID_ARGUMENT,
            key == null ? "a key of a map must not be NULL" : "a key is twice in a map: " + key);
      }
      map.put(key, values.get(i));
    }
    return map;
  }

  @BuiltIn(
      names = "map_get",
      description = "The value of a key, NULL if it is not there. `map[key]` is the same.",
      example = "map_get(MAP['a', 1, 'b', 2], 'b')",
      result = "2",
      nullable = true)
  static <K, V> V mapGet(Map<K, V> map, K key) {
    return map.get(key);
  }

  @BuiltIn(
      names = {"map_extract", "element_at"},
      description = "An array of the value of a key, of NULL if it is not there.",
      example = "map_extract(MAP['a', 1, 'b', 2], 'b')",
      result = "[2]")
  static <K, V> List<V> mapExtract(Map<K, V> map, K key) {
    return Collections.singletonList(map.get(key));
  }

  @BuiltIn(
      names = "map_contains_key",
      description = "Whether a key is there.",
      example = "map_contains_key(MAP['a', 1], 'b')",
      result = "false")
  static <K, V> boolean mapContainsKey(Map<K, V> map, K key) {
    return map.containsKey(key);
  }

  @BuiltIn(
      names = "map_keys",
      description = "The keys in their order.",
      example = "map_keys(MAP['a', 1, 'b', 2])",
      result = "[a, b]")
  static <K, V> List<K> mapKeys(Map<K, V> map) {
    return new ArrayList<>(map.keySet());
  }

  @BuiltIn(
      names = "map_values",
      description = "The values in the order of their keys.",
      example = "map_values(MAP['a', 1, 'b', 2])",
      result = "[1, 2]")
  static <K, V> List<V> mapValues(Map<K, V> map) {
    return new ArrayList<>(map.values());
  }

  @BuiltIn(
      names = "map_entries",
      description = "The entries as structs of `key` and `value`.",
      example = "map_entries(MAP['a', 1, 'b', 2])",
      result = "[{a, 1}, {b, 2}]")
  static <K, V> List<Map.Entry<K, V>> mapEntries(Map<K, V> map) {
    return new ArrayList<>(map.entrySet());
  }

  @BuiltIn(
      names = "cardinality",
      description = "How many entries there are.",
      example = "cardinality(MAP['a', 1, 'b', 2])",
      result = "2")
  static <K, V> long cardinality(Map<K, V> map) {
    return map.size();
  }
}
