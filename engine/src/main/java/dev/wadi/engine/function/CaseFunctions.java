package dev.wadi.engine.function;

import java.util.Locale;

/// Upper and lower case beyond whole texts.
final class CaseFunctions {
  private CaseFunctions() {}

  @BuiltIn(
      names = "initcap",
      description =
          "Makes the first letter of each word upper case and the others lower case. A word is a"
              + " run of letters and digits.",
      example = "initcap('über allen GIPFELN')",
      result = "Über Allen Gipfeln")
  static String initcap(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean inWord = false;
    for (int at = 0; at < text.length(); ) {
      int next = text.offsetByCodePoints(at, 1);
      String character = text.substring(at, next);
      result.append(
          inWord ? character.toLowerCase(Locale.ROOT) : character.toUpperCase(Locale.ROOT));
      inWord = Character.isLetterOrDigit(text.codePointAt(at));
      at = next;
    }
    return result.toString();
  }
}
