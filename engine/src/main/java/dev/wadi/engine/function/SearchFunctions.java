package dev.wadi.engine.function;

/// Texts in texts.
final class SearchFunctions {
  private SearchFunctions() {}

  @BuiltIn(
      names = {"strpos", "instr"},
      description =
          "The position of the first character of a text in another text, counted from 1; 0 if it"
              + " is not there.",
      example = "strpos('Wadi', 'di')",
      result = "3")
  static int strpos(String text, String search) {
    int index = text.indexOf(search);
    return index < 0 ? 0 : text.codePointCount(0, index) + 1;
  }

  @BuiltIn(
      names = "position",
      syntax = "position(search IN text)",
      description =
          "The position of the first character of a text in another text, counted from 1 and"
              + " perhaps searched from a position on; 0 if it is not there.",
      example = "position('di' IN 'Wadi')",
      result = "3")
  static int position(String search, String text) {
    return strpos(text, search);
  }

  @BuiltIn(
      names = "position",
      syntax = "position(search IN text FROM start)",
      example = "position('a' IN 'banana' FROM 3)",
      result = "4")
  static int position(String search, String text, long start) {
    if (start < 1) {
      return 0;
    }
    int index = text.indexOf(search, Characters.index(text, start - 1));
    return index < 0 ? 0 : text.codePointCount(0, index) + 1;
  }

  @BuiltIn(
      names = "starts_with",
      description = "Whether a text starts with another one.",
      example = "starts_with('Wadi', 'Wa')",
      result = "true")
  static boolean startsWith(String text, String prefix) {
    return text.startsWith(prefix);
  }

  @BuiltIn(
      names = "ends_with",
      description = "Whether a text ends with another one.",
      example = "ends_with('Wadi', 'di')",
      result = "true")
  static boolean endsWith(String text, String suffix) {
    return text.endsWith(suffix);
  }

  @BuiltIn(
      names = "contains",
      description = "Whether a text is in another one.",
      example = "contains('Wadi', 'ad')",
      result = "true")
  static boolean contains(String text, String search) {
    return text.contains(search);
  }

  @BuiltIn(
      names = "find_in_set",
      description =
          "The position of a text in a list of texts between commas, counted from 1; 0 if it is not"
              + " there.",
      example = "find_in_set('b', 'a,b,c')",
      result = "2")
  static int findInSet(String text, String list) {
    if (list.isEmpty()) {
      return 0;
    }
    String[] items = list.split(",", -1);
    for (int i = 0; i < items.length; i++) {
      if (items[i].equals(text)) {
        return i + 1;
      }
    }
    return 0;
  }
}
