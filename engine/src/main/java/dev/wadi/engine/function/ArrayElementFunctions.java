package dev.wadi.engine.function;

import java.util.List;

/// Single items of arrays: numbered from 1, from the end with negative numbers.
final class ArrayElementFunctions {
  private ArrayElementFunctions() {}

  @BuiltIn(
      names = {"array_element", "array_extract", "list_element", "list_extract"},
      description =
          """
          The item at a place, counted from 1, or from the end if the place is negative; NULL if \
          there is none. `array[index]` is the same.\
          """,
      example = "array_element(ARRAY[10, 20, 30], -1)",
      result = "30",
      nullable = true)
  static <T> T arrayElement(List<T> array, long index) {
    long at = index < 0 ? array.size() + index : index - 1;
    return at < 0 || at >= array.size() ? null : array.get((int) at);
  }
}
