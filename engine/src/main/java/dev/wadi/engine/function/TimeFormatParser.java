package dev.wadi.engine.function;

import dev.wadi.engine.function.TimeFormat.FieldPart;
import dev.wadi.engine.function.TimeFormat.Literal;
import dev.wadi.engine.function.TimeFormat.Part;
import java.util.List;

/// Reads the text of a {@link TimeFormat}.
final class TimeFormatParser {
  private static final String LETTERS = "YCyqmbBhdeaAwuUWGgVjHkIlPpMSfsZz";
  private static final String PADDINGS = "-_0";

  private final String source;
  private final List<Part> parts;
  private int at;

  TimeFormatParser(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  void parse() {
    StringBuilder literal = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c != '%') {
        literal.append(c);
        continue;
      }
      String text = literalField();
      if (text != null) {
        literal.append(text);
        continue;
      }
      flush(literal);
      field();
    }
    flush(literal);
  }

  private void flush(StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private String literalField() {
    String text =
        switch (peek()) {
          case '%' -> "%";
          case 'n' -> "\n";
          case 't' -> "\t";
          default -> null;
        };
    if (text != null) {
      at++;
    }
    return text;
  }

  private char peek() {
    return at < source.length() ? source.charAt(at) : 0;
  }

  private char next() {
    if (at == source.length()) {
      throw TimeFormat.invalid(source, "it ends after a %");
    }
    return source.charAt(at++);
  }

  private void field() {
    char letter = next();
    char padding = ' ';
    if (PADDINGS.indexOf(letter) >= 0) {
      padding = letter;
      letter = next();
    }
    String shorthand = TimeFormat.shorthand(letter);
    if (shorthand != null) {
      new TimeFormatParser(shorthand, parts).parse();
    } else if (letter == '.' || Character.digit(letter, 10) > 0) {
      fraction(letter);
    } else if (letter == ':') {
      offset();
    } else if (LETTERS.indexOf(letter) >= 0) {
      parts.add(new FieldPart(letter, padding, letter == 'f' ? 9 : 0, false));
    } else {
      throw TimeFormat.invalid(source, "there is no field %" + letter);
    }
  }

  // %.f, %.3f, %3f
  private void fraction(char first) {
    boolean point = first == '.';
    char digit = point ? next() : first;
    if (digit == 'f') {
      parts.add(new FieldPart('f', ' ', 0, true));
      return;
    }
    if ((digit != '3' && digit != '6' && digit != '9') || next() != 'f') {
      throw TimeFormat.invalid(source, "a fraction has 3, 6 or 9 digits");
    }
    parts.add(new FieldPart('f', ' ', digit - '0', point));
  }

  private void offset() {
    if (next() != 'z') {
      throw TimeFormat.invalid(source, "only z comes after %:");
    }
    parts.add(new FieldPart(':', ' ', 0, false));
  }
}
