package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

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

  @BuiltIn(
      names = {"array_has_all", "list_has_all"},
      description = "Whether all items of the second array are in the first one.",
      example = "array_has_all(ARRAY[1, 2, 3], ARRAY[3, 1])",
      result = "true")
  static <T> boolean arrayHasAll(List<T> array, List<T> elements) {
    return new HashSet<>(array).containsAll(elements);
  }

  @BuiltIn(
      names = {"array_has_any", "list_has_any", "arrays_overlap"},
      description = "Whether an item of the second array is in the first one.",
      example = "array_has_any(ARRAY[1, 2, 3], ARRAY[3, 4])",
      result = "true")
  static <T> boolean arrayHasAny(List<T> array, List<T> elements) {
    return !Collections.disjoint(new HashSet<>(array), elements);
  }

  @BuiltIn(
      names = {"array_position", "list_position", "array_indexof", "list_indexof"},
      description =
          """
          The place of the first item that is equal, counted from 1; NULL if there is none. NULL \
          may be searched for, too. The search may start at a place further behind.\
          """,
      example = "array_position(ARRAY[1, 2, 2, 3], 2)",
      result = "2",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> Long arrayPosition(List<T> array, T element) {
    return arrayPosition(array, element, 1L);
  }

  @BuiltIn(
      names = {"array_position", "list_position", "array_indexof", "list_indexof"},
      example = "array_position(ARRAY[1, 2, 2, 3], 2, 3)",
      result = "3",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> Long arrayPosition(List<T> array, T element, Long start) {
    if (array == null || start == null) {
      return null;
    }
    if (start < 1 || start > array.size() + 1) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "the search in an array of %d items cannot start at %d".formatted(array.size(), start));
    }
    int before = (int) (start - 1);
    int found = array.subList(before, array.size()).indexOf(element);
    return found < 0 ? null : (Long) (before + found + 1L);
  }

  @BuiltIn(
      names = {"array_positions", "list_positions"},
      description = "The places of all items that are equal, counted from 1.",
      example = "array_positions(ARRAY[1, 2, 2, 3], 2)",
      result = "[2, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<Long> arrayPositions(List<T> array, T element) {
    if (array == null) {
      return null;
    }
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (Objects.equals(array.get(i), element)) {
        places.add(i + 1L);
      }
    }
    return places;
  }
}
