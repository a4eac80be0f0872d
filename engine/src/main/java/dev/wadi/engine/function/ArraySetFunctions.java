package dev.wadi.engine.function;

import dev.wadi.engine.item.ItemOrder;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Arrays as sets, and their order. NULL is equal to NULL here, and comes first where nothing is
/// said.
final class ArraySetFunctions {
  private static final Comparator<Object> NULLS_FIRST = Comparator.nullsFirst(ItemOrder.INSTANCE);

  private ArraySetFunctions() {}

  @BuiltIn(
      names = {"array_distinct", "list_distinct"},
      description = "Each item once, in order.",
      example = "array_distinct(ARRAY[3, 1, 3, NULL, 2])",
      result = "[null, 1, 2, 3]")
  static <T> List<T> arrayDistinct(List<T> array) {
    List<T> distinct = new ArrayList<>(new LinkedHashSet<>(array));
    distinct.sort(NULLS_FIRST);
    return distinct;
  }

  @BuiltIn(
      names = {"array_union", "list_union"},
      description =
          """
          Each item of both arrays once: those of the first one in order, then what only the second \
          one has. An array that is NULL has no items.\
          """,
      example = "array_union(ARRAY[4, 1, 3], ARRAY[5, 3, 2])",
      result = "[1, 3, 4, 2, 5]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayUnion(List<T> array, List<T> other) {
    if (array == null || other == null) {
      List<T> only = array == null ? other : array;
      return only == null ? null : arrayDistinct(only);
    }
    List<T> union = arrayDistinct(array);
    union.addAll(arrayDistinct(arrayExcept(other, array)));
    return union;
  }

  @BuiltIn(
      names = {"array_intersect", "list_intersect"},
      description =
          "Each item that both arrays have once, in order. An array that is NULL has no items.",
      example = "array_intersect(ARRAY[4, 1, 3], ARRAY[3, 4, 4])",
      result = "[3, 4]",
      nulls = NullHandling.CALLED)
  static <T> List<T> arrayIntersect(List<T> array, List<T> other) {
    if (array == null || other == null) {
      return List.of();
    }
    Set<T> common = new HashSet<>(array);
    common.retainAll(new HashSet<>(other));
    return arrayDistinct(new ArrayList<>(common));
  }

  @BuiltIn(
      names = {"array_except", "list_except"},
      description =
          """
          Each item of the first array once that is not in the second one, in the order of the \
          array. If the second one is NULL, it has no items.\
          """,
      example = "array_except(ARRAY[4, 1, 3, 4], ARRAY[3])",
      result = "[4, 1]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static <T> List<T> arrayExcept(List<T> array, List<T> other) {
    if (array == null) {
      return null;
    }
    Set<T> rest = new LinkedHashSet<>(array);
    if (other != null) {
      other.forEach(rest::remove);
    }
    return new ArrayList<>(rest);
  }

  @BuiltIn(
      names = {"array_sort", "list_sort"},
      description =
          """
          The items in order, `'ASC'` or `'DESC'`, `'NULLS FIRST'` or `'NULLS LAST'`; ascending \
          and NULL first if nothing is said.\
          """,
      example = "array_sort(ARRAY[3, NULL, 1])",
      result = "[null, 1, 3]")
  static <T> List<T> arraySort(List<T> array) {
    return arraySort(array, "asc");
  }

  @BuiltIn(
      names = {"array_sort", "list_sort"},
      example = "array_sort(ARRAY[3, NULL, 1], 'DESC')",
      result = "[null, 3, 1]")
  static <T> List<T> arraySort(List<T> array, @OneOf({"asc", "desc"}) String order) {
    return arraySort(array, order, "nulls first");
  }

  @BuiltIn(
      names = {"array_sort", "list_sort"},
      example = "array_sort(ARRAY[3, NULL, 1], 'ASC', 'NULLS LAST')",
      result = "[1, 3, null]")
  static <T> List<T> arraySort(
      List<T> array,
      @OneOf({"asc", "desc"}) String order,
      @OneOf({"nulls first", "nulls last"}) String nulls) {
    Comparator<Object> direction =
        choice(order, "asc", "desc") ? ItemOrder.INSTANCE : ItemOrder.INSTANCE.reversed();
    List<T> sorted = new ArrayList<>(array);
    sorted.sort(
        choice(nulls, "nulls first", "nulls last")
            ? Comparator.nullsFirst(direction)
            : Comparator.nullsLast(direction));
    return sorted;
  }

  private static boolean choice(String text, String yes, String no) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.equals(yes) && !word.equals(no)) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is neither '%s' nor '%s'".formatted(text, yes, no));
    }
    return word.equals(yes);
  }
}
