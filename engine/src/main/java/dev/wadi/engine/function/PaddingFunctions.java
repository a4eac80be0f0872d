package dev.wadi.engine.function;

/// Texts made longer, or cut to a length.
final class PaddingFunctions {
  private PaddingFunctions() {}

  @BuiltIn(
      names = "lpad",
      description =
          "Fills a text on its left side up to a length, with blanks or with another text, or cuts"
              + " it to that length.",
      example = "lpad('Wadi', 6)",
      result = "\"  Wadi\"")
  static String lpad(String text, long length) {
    return lpad(text, length, " ");
  }

  @BuiltIn(names = "lpad", example = "lpad('Wadi', 7, '<>')", result = "<><Wadi")
  static String lpad(String text, long length, String fill) {
    int missing = missing(text, length);
    return missing <= 0 ? Characters.first(text, length) : filling(fill, missing) + text;
  }

  @BuiltIn(
      names = "rpad",
      description =
          "Fills a text on its right side up to a length, with blanks or with another text, or cuts"
              + " it to that length.",
      example = "rpad('Wadi', 6) || '.'",
      result = "Wadi  .")
  static String rpad(String text, long length) {
    return rpad(text, length, " ");
  }

  @BuiltIn(names = "rpad", example = "rpad('Wadi', 7, '<>')", result = "Wadi<><")
  static String rpad(String text, long length, String fill) {
    int missing = missing(text, length);
    return missing <= 0 ? Characters.first(text, length) : text + filling(fill, missing);
  }

  private static int missing(String text, long length) {
    return Characters.checkedCount(length) - Characters.count(text);
  }

  private static String filling(String fill, int length) {
    int available = Characters.count(fill);
    if (available == 0) {
      return "";
    }
    return fill.repeat(length / available) + Characters.first(fill, length % available);
  }
}
