package dev.wadi.engine.testing;

import java.util.ArrayList;
import java.util.List;

/// Cuts a line of {@link BatchText} into values.
final class RowScanner {
  private final String line;
  private int at;

  private RowScanner(String line) {
    this.line = line;
  }

  /// What stands for one value.
  sealed interface Token {
    record Single(String text, boolean quoted) implements Token {}

    /// The elements of an array or the fields of a struct.
    record Many(List<Token> items) implements Token {}

    default boolean isNull() {
      return this instanceof Single(String text, boolean quoted) && !quoted && text.equals("null");
    }
  }

  static List<Token> scan(String line) {
    var scanner = new RowScanner(line);
    List<Token> tokens = scanner.items('\0');
    if (scanner.at < line.length()) {
      throw scanner.wrong("nothing more");
    }
    return tokens;
  }

  private List<Token> items(char close) {
    List<Token> items = new ArrayList<>();
    skipBlanks();
    if (peek() == close) {
      return items;
    }
    items.add(item());
    while (peek() == ',') {
      at++;
      items.add(item());
    }
    return items;
  }

  private Token item() {
    skipBlanks();
    Token token =
        switch (peek()) {
          case '[' -> many(']');
          case '{' -> many('}');
          case '"' -> quoted();
          default -> plain();
        };
    skipBlanks();
    return token;
  }

  private Token many(char close) {
    at++;
    List<Token> items = items(close);
    if (peek() != close) {
      throw wrong("'" + close + "'");
    }
    at++;
    return new Token.Many(items);
  }

  private Token quoted() {
    var text = new StringBuilder();
    at++;
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
        text.append(unescape(peek()));
      } else if (at < line.length()) {
        text.append(peek());
      } else {
        throw wrong("a closing quote");
      }
      at++;
    }
    at++;
    return new Token.Single(text.toString(), true);
  }

  private static char unescape(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private Token plain() {
    int start = at;
    while (at < line.length() && ",]}".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return new Token.Single(line.substring(start, at).strip(), false);
  }

  private void skipBlanks() {
    while (peek() == ' ') {
      at++;
    }
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "expected %s at column %d of: %s".formatted(expected, at + 1, line));
  }
}
