package dev.wadi.engine.function;

import dev.wadi.engine.item.ItemOrder;
import java.util.List;
import java.util.Objects;

/// Single items of arrays, which are numbered from 1.
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

  @BuiltIn(
      names = {"array_any_value", "list_any_value"},
      description = "The first item that is not NULL.",
      example = "array_any_value(ARRAY[NULL, 2, 3])",
      result = "2",
      nullable = true)
  static <T> T arrayAnyValue(List<T> array) {
    return array.stream().filter(Objects::nonNull).findFirst().orElse(null);
  }

  @BuiltIn(
      names = {"array_max", "list_max"},
      description = "The greatest item; NULL items do not count.",
      example = "array_max(ARRAY[3, NULL, 7])",
      result = "7",
      nullable = true)
  static <T> T arrayMax(List<T> array) {
    return array.stream().filter(Objects::nonNull).max(ItemOrder.INSTANCE).orElse(null);
  }

  @BuiltIn(
      names = {"array_min", "list_min"},
      description = "The least item; NULL items do not count.",
      example = "array_min(ARRAY[3, NULL, 7])",
      result = "3",
      nullable = true)
  static <T> T arrayMin(List<T> array) {
    return array.stream().filter(Objects::nonNull).min(ItemOrder.INSTANCE).orElse(null);
  }
}
