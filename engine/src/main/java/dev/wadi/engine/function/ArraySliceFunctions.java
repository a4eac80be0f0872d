package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Parts of arrays, and arrays of another length.
final class ArraySliceFunctions {
  private ArraySliceFunctions() {}

  @BuiltIn(
      names = {"array_slice", "list_slice"},
      description =
          """
          The items from one place to another one, both included. Places are counted from 1, or \
          from the end if they are negative. The step may be negative, to go back.\
          """,
      example = "array_slice(ARRAY[1, 2, 3, 4, 5], 2, 4)",
      result = "[2, 3, 4]")
  static <T> List<T> arraySlice(List<T> array, long from, long to) {
    return arraySlice(array, from, to, 1);
  }

  @BuiltIn(
      names = {"array_slice", "list_slice"},
      example = "array_slice(ARRAY[1, 2, 3, 4, 5], 5, 1, -2)",
      result = "[5, 3, 1]")
  static <T> List<T> arraySlice(List<T> array, long from, long to, long step) {
    if (step == 0) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "the step of a slice must not be 0");
    }
    int size = array.size();
    long first = from < 0 ? Math.max(size + from, 0) : Math.max(from - 1, 0);
    long last = to < 0 ? size + to : Math.min(to, size) - 1;
    List<T> slice = new ArrayList<>();
    if (first < size && last >= 0) {
      long count = Math.floorDiv(last - first, step) + 1;
      for (long i = 0; i < count; i++) {
        slice.add(array.get((int) (first + i * step)));
      }
    }
    return slice;
  }

  @BuiltIn(
      names = {"array_pop_front", "list_pop_front"},
      description = "The array without its first item.",
      example = "array_pop_front(ARRAY[1, 2, 3])",
      result = "[2, 3]")
  static <T> List<T> arrayPopFront(List<T> array) {
    return array.isEmpty() ? array : array.subList(1, array.size());
  }

  @BuiltIn(
      names = {"array_pop_back", "list_pop_back"},
      description = "The array without its last item.",
      example = "array_pop_back(ARRAY[1, 2, 3])",
      result = "[1, 2]")
  static <T> List<T> arrayPopBack(List<T> array) {
    return array.isEmpty() ? array : array.subList(0, array.size() - 1);
  }

  @BuiltIn(
      names = "trim_array",
      description = "The array without its last items.",
      example = "trim_array(ARRAY[1, 2, 3], 2)",
      result = "[1]")
  static <T> List<T> trimArray(List<T> array, long count) {
    if (count < 0 || count > array.size()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "%d items cannot be removed from an array of %d".formatted(count, array.size()));
    }
    return array.subList(0, array.size() - (int) count);
  }

  @BuiltIn(
      names = {"array_resize", "list_resize"},
      description =
          "The array with so many items: the first ones, followed by NULL or by another value.",
      example = "array_resize(ARRAY[1, 2, 3], 5)",
      result = "[1, 2, 3, null, null]")
  static <T> List<T> arrayResize(List<T> array, long size) {
    return arrayResize(array, size, null);
  }

  @BuiltIn(
      names = {"array_resize", "list_resize"},
      example = "array_resize(ARRAY[1, 2, 3], 5, 0)",
      result = "[1, 2, 3, 0, 0]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayResize(List<T> array, Long size, T value) {
    if (array == null || size == null) {
      return null;
    }
    int wanted = ArraySizes.check(size);
    List<T> resized = new ArrayList<>(array.subList(0, Math.min(wanted, array.size())));
    resized.addAll(Collections.nCopies(wanted - resized.size(), value));
    return resized;
  }
}
