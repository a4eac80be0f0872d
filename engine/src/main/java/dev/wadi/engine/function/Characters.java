package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// Texts by their characters: a `String` counts those beyond 16 bits twice.
final class Characters {
  /// A text that a function makes up out of nothing must not fill the memory.
  private static final int COUNT_MAX = 1 << 24;

  private Characters() {}

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The first characters, or fewer; none for a negative count.
  static String first(String text, long count) {
    return count <= 0 ? "" : text.substring(0, index(text, count));
  }

  /// Where the character with this number starts, or the text's end.
  static int index(String text, long number) {
    if (number >= text.length()) {
      return text.length();
    }
    int at = 0;
    for (long i = 0; i < number && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /// A number of characters that a text is to have; none if it is negative.
  static int checkedCount(long count) {
    if (count > COUNT_MAX) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "a text of %d characters is asked for, at most %d are possible"
              .formatted(count, COUNT_MAX));
    }
    return (int) Math.max(0, count);
  }
}
