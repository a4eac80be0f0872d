package dev.wadi.engine.function;

import java.util.List;

/// How many items arrays have.
final class ArrayShapeFunctions {
  private ArrayShapeFunctions() {}

  @BuiltIn(
      names = {"empty", "array_empty", "list_empty"},
      description = "Whether there are no items.",
      example = "empty(ARRAY[1])",
      result = "false")
  static <T> boolean empty(List<T> array) {
    return array.isEmpty();
  }

  @BuiltIn(
      names = {"array_length", "list_length"},
      description = "How many items there are; NULL for none.",
      example = "array_length(ARRAY[5, 6])",
      result = "2",
      nullable = true)
  static <T> Long arrayLength(List<T> array) {
    return (long) array.size();
  }
}
