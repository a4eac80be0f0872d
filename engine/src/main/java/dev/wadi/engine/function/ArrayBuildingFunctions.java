package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Arrays of items and of other arrays.
final class ArrayBuildingFunctions {
  private ArrayBuildingFunctions() {}

  @BuiltIn(
      names = {"make_array", "make_list"},
      description = "An array of values of one type. `ARRAY[1, 2]` is the same.",
      example = "make_array(1, 2, NULL)",
      result = "[1, 2, null]",
      nulls = NullHandling.CALLED)
  @SafeVarargs
  @SuppressWarnings("varargs") // an argument, which nobody writes to
  static <T> List<T> makeArray(T... elements) {
    return Arrays.asList(elements);
  }

  @BuiltIn(
      names = {"array_append", "list_append", "array_push_back", "list_push_back"},
      description = "The array with one more item at its end.",
      example = "array_append(ARRAY[1, 2], 3)",
      result = "[1, 2, 3]",
      nulls = NullHandling.CALLED)
  static <T> List<T> arrayAppend(List<T> array, T element) {
    List<T> longer = array == null ? new ArrayList<>() : new ArrayList<>(array);
    longer.add(element);
    return longer;
  }

  @BuiltIn(
      names = {"array_prepend", "list_prepend", "array_push_front", "list_push_front"},
      description = "The array with one more item at its start.",
      example = "array_prepend(1, ARRAY[2, 3])",
      result = "[1, 2, 3]",
      nulls = NullHandling.CALLED)
  static <T> List<T> arrayPrepend(T element, List<T> array) {
    List<T> longer = new ArrayList<>();
    longer.add(element);
    longer.addAll(array == null ? List.of() : array);
    return longer;
  }

  @BuiltIn(
      names = {"array_concat", "array_cat", "list_concat", "list_cat"},
      description = "The items of all arrays; arrays that are NULL have none.",
      example = "array_concat(ARRAY[1, 2], ARRAY[3], NULL)",
      result = "[1, 2, 3]",
      nulls = NullHandling.CALLED,
      nullable = true)
  @SafeVarargs
  static <T> List<T> arrayConcat(List<T> first, List<T>... arrays) {
    List<T> all = first == null ? null : new ArrayList<>(first);
    for (List<T> array : arrays) {
      if (array != null) {
        all = all == null ? new ArrayList<>() : all;
        all.addAll(array);
      }
    }
    return all;
  }

  @BuiltIn(
      names = {"array_reverse", "list_reverse"},
      description = "The items from the last to the first.",
      example = "array_reverse(ARRAY[1, 2, 3])",
      result = "[3, 2, 1]")
  static <T> List<T> arrayReverse(List<T> array) {
    List<T> reversed = new ArrayList<>(array);
    Collections.reverse(reversed);
    return reversed;
  }
}
