package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.NullHandling;

/// Texts made of other texts.
final class JoiningFunctions {
  private JoiningFunctions() {}

  @BuiltIn(
      names = "concat",
      description = "All arguments as one text; nulls are left out.",
      example = "concat('LH', 400, NULL, '!')",
      result = "LH400!",
      nulls = NullHandling.CALLED)
  static String concat(@AsText String... values) {
    StringBuilder result = new StringBuilder();
    for (String value : values) {
      result.append(value == null ? "" : value);
    }
    return result.toString();
  }

  @BuiltIn(
      names = "concat_ws",
      description =
          "All further arguments as one text, with the first one in between; nulls are left out."
              + " NULL if the first one is.",
      example = "concat_ws('-', 'LH', 400, NULL, '!')",
      result = "LH-400-!",
      nulls = NullHandling.CALLED,
      nullable = true)
  static String concatWs(String separator, @AsText String... values) {
    if (separator == null) {
      return null;
    }
    StringBuilder result = new StringBuilder();
    boolean first = true;
    for (String value : values) {
      if (value != null) {
        result.append(first ? "" : separator).append(value);
        first = false;
      }
    }
    return result.toString();
  }

  @BuiltIn(
      names = "repeat",
      description = "A text as often as asked for.",
      example = "repeat('na', 3)",
      result = "nanana")
  static String repeat(String text, long count) {
    if (count <= 0 || text.isEmpty()) {
      return "";
    }
    Characters.checkedCount(count > Integer.MAX_VALUE ? count : count * text.length());
    return text.repeat((int) count);
  }

  @BuiltIn(
      names = "replace",
      description = "A text with another one in the place of each occurrence of a third.",
      example = "replace('banana', 'an', '*')",
      result = "b**a")
  static String replace(String text, String search, String replacement) {
    return search.isEmpty() ? aroundEach(text, replacement) : text.replace(search, replacement);
  }

  // Nothing is before each character and at the end.
  private static String aroundEach(String text, String replacement) {
    StringBuilder result = new StringBuilder(replacement);
    text.codePoints().forEach(character -> result.appendCodePoint(character).append(replacement));
    return result.toString();
  }
}
