package dev.wadi.server.shell.statement;

import java.util.Locale;
import java.util.Optional;

/// A piece of SQL that stands for itself.
///
/// @param start where it begins in the text
/// @param end where it ends; not a part of it
/// @param closed whether its end was found: of a quoted text, the quote
public record Token(Kind kind, int start, int end, boolean closed) {
  public enum Kind {
    WORD,
    NUMBER,
    QUOTED_NAME,
    TEXT,
    COMMENT,
    /// One character of anything else.
    SYMBOL
  }

  /// The first token from a place on; empty if there are only blanks.
  public static Optional<Token> next(String sql, int from) {
    int start = from;
    while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
      start++;
    }
    return start == sql.length() ? Optional.empty() : Optional.of(at(sql, start));
  }

  private static Token at(String sql, int start) {
    char first = sql.charAt(start);
    if (sql.startsWith("--", start) || sql.startsWith("//", start)) {
      return new Token(Kind.COMMENT, start, endOfLine(sql, start), true);
    }
    if (sql.startsWith("/*", start)) {
      int close = sql.indexOf("*/", start + 2);
      return close < 0
          ? new Token(Kind.COMMENT, start, sql.length(), false)
          : new Token(Kind.COMMENT, start, close + 2, true);
    }
    if (first == '\'' || first == '"') {
      return quoted(sql, start, first == '"' ? Kind.QUOTED_NAME : Kind.TEXT);
    }
    if (isWordPart(first)) {
      int end = start;
      while (end < sql.length() && isWordPart(sql.charAt(end))) {
        end++;
      }
      return new Token(Character.isDigit(first) ? Kind.NUMBER : Kind.WORD, start, end, true);
    }
    return new Token(Kind.SYMBOL, start, start + 1, true);
  }

  // A quote inside is written twice: then the next token begins where this one ends, unless the two
  // are taken as one.
  private static Token quoted(String sql, int start, Kind kind) {
    char quote = sql.charAt(start);
    int place = start + 1;
    while (place < sql.length()) {
      boolean isQuote = sql.charAt(place) == quote;
      if (isQuote && (place + 1 == sql.length() || sql.charAt(place + 1) != quote)) {
        return new Token(kind, start, place + 1, true);
      }
      place += isQuote ? 2 : 1;
    }
    return new Token(kind, start, sql.length(), false);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  static int endOfLine(String sql, int from) {
    int end = sql.indexOf('\n', from);
    return end < 0 ? sql.length() : end;
  }

  /// What it says in a text: a word in lower case, a name without its quotes.
  String in(String sql) {
    String text = sql.substring(start, end);
    return switch (kind) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case QUOTED_NAME ->
          text.substring(1, closed ? text.length() - 1 : text.length()).replace("\"\"", "\"");
      case NUMBER, TEXT, COMMENT, SYMBOL -> text;
    };
  }
}
