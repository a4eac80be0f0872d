package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Arrays as text and back.
final class ArrayTextFunctions {
  private ArrayTextFunctions() {}

  @BuiltIn(
      names = {"array_to_string", "list_to_string", "array_join", "list_join"},
      description =
          """
          The items as text, with a delimiter in between. NULL items are left out, or written as \
          another text. Items of arrays in an array follow one another.\
          """,
      example = "array_to_string(ARRAY[1, NULL, 3], '-')",
      result = "1-3")
  static String arrayToString(@AsText List<String> array, String delimiter) {
    return arrayToString(array, delimiter, null);
  }

  @BuiltIn(
      names = {"array_to_string", "list_to_string", "array_join", "list_join"},
      example = "array_to_string(ARRAY[1, NULL, 3], '-', '?')",
      result = "1-?-3",
      nulls = NullHandling.CALLED,
      nullable = true)
  static String arrayToString(@AsText List<String> array, String delimiter, String nullText) {
    return array == null || delimiter == null
        ? null
        : array.stream()
            .map(item -> item == null ? nullText : item)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(delimiter));
  }

  @BuiltIn(
      names = {"array_to_string", "list_to_string", "array_join", "list_join"},
      example = "array_to_string(ARRAY[ARRAY[1, 2], ARRAY[3]], ',')",
      result = "\"1,2,3\"")
  static String nestedToString(@AsText List<List<String>> arrays, String delimiter) {
    return arrayToString(ArrayShapeFunctions.flatten(arrays), delimiter);
  }

  @BuiltIn(
      names = {"array_to_string", "list_to_string", "array_join", "list_join"},
      example = "array_to_string(ARRAY[ARRAY[1, NULL], ARRAY[3]], ',', '')",
      result = "\"1,,3\"",
      nulls = NullHandling.CALLED,
      nullable = true)
  static String nestedToString(
      @AsText List<List<String>> arrays, String delimiter, String nullText) {
    return arrays == null
        ? null
        : arrayToString(ArrayShapeFunctions.flatten(arrays), delimiter, nullText);
  }

  @BuiltIn(
      names = {"string_to_array", "string_to_list"},
      description =
          """
          The parts of a text between delimiters, its characters if the delimiter is NULL, or the \
          whole text if it is empty. Parts that are equal to a third text become NULL.\
          """,
      example = "string_to_array('a-b-c', '-')",
      result = "[a, b, c]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static List<String> stringToArray(String text, String delimiter) {
    return stringToArray(text, delimiter, null);
  }

  @BuiltIn(
      names = {"string_to_array", "string_to_list"},
      example = "string_to_array('a-?-c', '-', '?')",
      result = "[a, null, c]",
      nulls = NullHandling.CALLED,
      nullable = true)
  static List<String> stringToArray(String text, String delimiter, String nullText) {
    if (text == null) {
      return null;
    }
    List<String> parts = new ArrayList<>(parts(text, delimiter));
    parts.replaceAll(part -> part.equals(nullText) ? null : part);
    return parts;
  }

  private static List<String> parts(String text, String delimiter) {
    if (delimiter == null) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    return delimiter.isEmpty()
        ? List.of(text)
        : Arrays.asList(text.split(Pattern.quote(delimiter), -1));
  }
}
