package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
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

  @BuiltIn(
      names = {"array_dims", "list_dims"},
      description = "How many items the array has, its first item if that is an array, and so on.",
      example = "array_dims(ARRAY[ARRAY[1, 2, 3], ARRAY[4, 5, 6]])",
      result = "[2, 3]")
  static <T> List<Long> arrayDims(List<T> array) {
    List<Long> sizes = new ArrayList<>();
    Object inner = array;
    while (inner instanceof List<?> list) {
      sizes.add((long) list.size());
      inner = list.isEmpty() ? null : list.getFirst();
    }
    return sizes;
  }

  @BuiltIn(
      names = {"flatten", "list_flatten", "array_flatten"},
      description = "The items of the arrays in an array; other arrays stay as they are.",
      example = "flatten(ARRAY[ARRAY[1, 2], ARRAY[3]])",
      result = "[1, 2, 3]")
  static <T> List<T> flatten(List<List<T>> arrays) {
    List<T> items = new ArrayList<>();
    for (List<T> array : arrays) {
      items.addAll(array == null ? List.of() : array);
    }
    return items;
  }

  @BuiltIn(
      names = {"flatten", "list_flatten", "array_flatten"},
      example = "flatten(ARRAY[1, 2])",
      result = "[1, 2]")
  static <T> List<T> alreadyFlat(List<T> array) {
    return array;
  }

  @BuiltIn(
      names = {"array_distance", "list_distance"},
      description = "The Euclidean distance of two points; NULL if a coordinate is.",
      example = "array_distance(ARRAY[1, 2], ARRAY[4, 6])",
      result = "5.0",
      nullable = true)
  static Double arrayDistance(List<Double> one, List<Double> other) {
    if (one.size() != other.size()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "there is no distance of points with %d and %d coordinates"
              .formatted(one.size(), other.size()));
    }
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i) == null || other.get(i) == null) {
        return null;
      }
      double difference = one.get(i) - other.get(i);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
