package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;
import java.util.Map;

/// A pattern of SIMILAR TO, as SQL has them, put into RE2's syntax: `%` and `_` as in LIKE, `|`,
/// `*`, `+`, `?`, `{m,n}`, `( )` and `[ ]` as in regular expressions, all else as it is.
public final class SimilarPattern {
  private static final int NONE = -1;
  private static final String SPECIAL = "\\.[]{}()*+?^$|-";

  // How RE2 calls what SQL calls by a name between [: and :].
  private static final Map<String, String> CLASSES =
      Map.of(
          "alpha", "\\p{L}",
          "upper", "\\p{Lu}",
          "lower", "\\p{Ll}",
          "digit", "0-9",
          "alnum", "\\p{L}0-9",
          "space", " ",
          "whitespace", "\\s");

  private final String pattern;
  private final int escape;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  private SimilarPattern(String pattern, int escape) {
    this.pattern = pattern;
    this.escape = escape;
  }

  /// A regular expression that a text as a whole matches if it is similar to the pattern.
  ///
  /// @param escape one character that takes the meaning from the next one, or empty for none
  /// @throws WadiException with INVALID_ARGUMENT if it is no pattern
  public static String regex(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "ESCAPE must be one character, not '%s'".formatted(escape));
    }
    var reader = new SimilarPattern(pattern, escape.isEmpty() ? NONE : escape.codePointAt(0));
    reader.read();
    String regex = "(?s)^(?:" + reader.regex + ")$";
    RegularExpression.of(regex);
    return regex;
  }

  private void read() {
    while (at < pattern.length()) {
      int character = next();
      if (character == escape) {
        literal(escaped());
      } else {
        switch (character) {
          case '%' -> regex.append(".*");
          case '_' -> regex.append('.');
          case '(' -> regex.append("(?:");
          case ')', '|', '*', '+', '?', '{', '}' -> regex.append((char) character);
          case '[' -> bracket();
          default -> literal(character);
        }
      }
    }
  }

  private int next() {
    int character = pattern.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private int escaped() {
    if (at == pattern.length()) {
      throw invalid("it ends with its escape character");
    }
    return next();
  }

  private void literal(int character) {
    if (SPECIAL.indexOf(character) >= 0) {
      regex.append('\\');
    }
    regex.appendCodePoint(character);
  }

  // What is in the brackets, or, after ^, what is not.
  private void bracket() {
    regex.append('[');
    if (pattern.startsWith("^", at)) {
      next();
      regex.append('^');
    }
    int first = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
      int character = next();
      if (character == escape) {
        literal(escaped());
      } else if (character == '[' && pattern.startsWith(":", at)) {
        named();
      } else if (character == '^') {
        throw invalid("'^' is only allowed right behind '['");
      } else if (character == '-' && at - 1 > first) {
        regex.append('-');
      } else {
        literal(character);
      }
    }
    if (at == pattern.length()) {
      throw invalid("a '[' is not closed");
    }
    next();
    regex.append(']');
  }

  private void named() {
    int end = pattern.indexOf(":]", at + 1);
    String name = end < 0 ? "" : pattern.substring(at + 1, end).toLowerCase(Locale.ROOT);
    if (!CLASSES.containsKey(name)) {
      throw invalid("there is no such class of characters; there are " + names());
    }
    regex.append(CLASSES.get(name));
    at = end + 2;
  }

  private static String names() {
    return String.join(", ", CLASSES.keySet().stream().sorted().toList());
  }

  private WadiException invalid(String problem) {
    return new WadiException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is not a pattern of SIMILAR TO: %s".formatted(pattern, problem));
  }
}
