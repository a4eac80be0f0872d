package dev.wadi.engine.function;

import java.util.List;

/// Looking for items of arrays.
final class ArraySearchFunctions {
  private ArraySearchFunctions() {}

  @BuiltIn(
      names = {"array_has", "list_has", "array_contains", "list_contains"},
      description = "Whether an item is there.",
      example = "array_has(ARRAY[1, 2, 3], 2)",
      result = "true")
  static <T> boolean arrayHas(List<T> array, T element) {
    return array.contains(element);
  }
}
