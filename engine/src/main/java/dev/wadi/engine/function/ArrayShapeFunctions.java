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
      description =
          "How many items there are, or how many the first one has in a dimension further inside.",
      example = "array_length(ARRAY[5, 6])",
      result = "2")
  static <T> long arrayLength(List<T> array) {
    return array.size();
  }

  @BuiltIn(
      names = {"array_length", "list_length"},
      example = "array_length(ARRAY[ARRAY[1, 2, 3]], 2)",
      result = "3",
      nullable = true)
  static <T> Long arrayLength(List<T> array, long dimension) {
    List<?> inner = array;
    for (long i = 1; i < dimension; i++) {
      if (inner.isEmpty() || !(inner.getFirst() instanceof List<?> first)) {
        return null;
      }
      inner = first;
    }
    return dimension < 1 ? null : (Long) (long) inner.size();
  }

  @BuiltIn(
      names = "cardinality",
      description = "How many items there are, those of arrays in arrays counted one by one.",
      example = "cardinality(ARRAY[ARRAY[1, 2], ARRAY[3]])",
      result = "3")
  static <T> long cardinality(List<T> array) {
    long count = 0;
    for (Object item : array) {
      count += item instanceof List<?> inner ? cardinality(inner) : 1;
    }
    return count;
  }
}
