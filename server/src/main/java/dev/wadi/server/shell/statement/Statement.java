package dev.wadi.server.shell.statement;

import dev.wadi.sdk.error.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the statements of a text.
///
/// @param text as it is written, without the semicolon
/// @param start where it begins in the text that it is one of
public record Statement(Kind kind, String text, SourcePosition start) {
  public enum Kind {
    SQL,
    /// SQL whose semicolon has yet to come.
    UNFINISHED,
    /// A command of the shell: a line that begins with a backslash.
    COMMAND
  }

  /// The statements of a text, in order. What is quoted or in a comment has no semicolons.
  public static List<Statement> all(String text) {
    List<Statement> statements = new ArrayList<>();
    int start = -1;
    int place = 0;
    for (Optional<Token> next = Token.next(text, 0);
        next.isPresent();
        next = Token.next(text, place)) {
      Token token = next.get();
      place = token.end();
      boolean begins = start < 0 && !(token.kind() == Token.Kind.COMMENT && token.closed());
      if (is(token, text, ';')) {
        if (start >= 0) {
          statements.add(of(Kind.SQL, text, start, token.start()));
        }
        start = -1;
      } else if (begins && is(token, text, '\\')) {
        place = Token.endOfLine(text, token.start());
        statements.add(of(Kind.COMMAND, text, token.start(), place));
      } else if (begins) {
        start = token.start();
      }
    }
    if (start >= 0) {
      statements.add(of(Kind.UNFINISHED, text, start, text.length()));
    }
    return statements;
  }

  private static boolean is(Token token, String text, char symbol) {
    return token.kind() == Token.Kind.SYMBOL && text.charAt(token.start()) == symbol;
  }

  private static Statement of(Kind kind, String text, int start, int end) {
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    int column = start - text.lastIndexOf('\n', start - 1);
    return new Statement(
        kind, text.substring(start, end).stripTrailing(), new SourcePosition(line, column));
  }

  /// Where a place in this statement is in the text that it is one of.
  public SourcePosition inText(SourcePosition place) {
    return place.line() == 1
        ? new SourcePosition(start.line(), start.column() + place.column() - 1)
        : new SourcePosition(start.line() + place.line() - 1, place.column());
  }
}
