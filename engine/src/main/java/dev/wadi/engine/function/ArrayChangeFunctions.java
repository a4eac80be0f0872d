package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Arrays with some items removed or replaced. NULL is equal to NULL here.
final class ArrayChangeFunctions {
  private ArrayChangeFunctions() {}

  @BuiltIn(
      names = {"array_remove", "list_remove"},
      description = "The array without the first item that is equal; NULL may be removed, too.",
      example = "array_remove(ARRAY[1, 2, 2, 3], 2)",
      result = "[1, 2, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayRemove(List<T> array, T element) {
    return arrayRemoveN(array, element, 1L);
  }

  @BuiltIn(
      names = {"array_remove_n", "list_remove_n"},
      description = "The array without the first items that are equal, so many at most.",
      example = "array_remove_n(ARRAY[2, 1, 2, 2], 2, 2)",
      result = "[1, 2]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayRemoveN(List<T> array, T element, Long max) {
    if (array == null || max == null) {
      return null;
    }
    List<T> rest = new ArrayList<>();
    long left = max;
    for (T item : array) {
      if (left > 0 && Objects.equals(item, element)) {
        left--;
      } else {
        rest.add(item);
      }
    }
    return rest;
  }

  @BuiltIn(
      names = {"array_remove_all", "list_remove_all"},
      description = "The array without all items that are equal.",
      example = "array_remove_all(ARRAY[1, 2, 2, 3], 2)",
      result = "[1, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayRemoveAll(List<T> array, T element) {
    return arrayRemoveN(array, element, Long.MAX_VALUE);
  }

  @BuiltIn(
      names = {"array_replace", "list_replace"},
      description = "The array with another value for the first item that is equal.",
      example = "array_replace(ARRAY[1, 2, 2, 3], 2, 5)",
      result = "[1, 5, 2, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayReplace(List<T> array, T from, T to) {
    return arrayReplaceN(array, from, to, 1L);
  }

  @BuiltIn(
      names = {"array_replace_n", "list_replace_n"},
      description = "The array with another value for the first items that are equal.",
      example = "array_replace_n(ARRAY[2, 1, 2, 2], 2, 5, 2)",
      result = "[5, 1, 5, 2]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayReplaceN(List<T> array, T from, T to, Long max) {
    if (array == null || max == null) {
      return null;
    }
    List<T> replaced = new ArrayList<>();
    long left = max;
    for (T item : array) {
      boolean found = left > 0 && Objects.equals(item, from);
      replaced.add(found ? to : item);
      left -= found ? 1 : 0;
    }
    return replaced;
  }

  @BuiltIn(
      names = {"array_replace_all", "list_replace_all"},
      description = "The array with another value for all items that are equal.",
      example = "array_replace_all(ARRAY[1, 2, 2, 3], 2, 5)",
      result = "[1, 5, 5, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayReplaceAll(List<T> array, T from, T to) {
    return arrayReplaceN(array, from, to, Long.MAX_VALUE);
  }
}
