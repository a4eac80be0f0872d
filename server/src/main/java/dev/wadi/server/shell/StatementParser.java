package dev.wadi.server.shell;

import dev.wadi.server.shell.statement.Statement;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Tells the line editor where a statement ends, and which word is being written.
final class StatementParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && isUnfinished(line)) {
      throw new EOFError(-1, -1, "the semicolon has yet to come");
    }
    return new WordAtCursor(line, cursor);
  }

  /// Whether more lines are wanted.
  static boolean isUnfinished(String text) {
    List<Statement> statements = Statement.all(text);
    return !statements.isEmpty()
        && statements.getLast().kind() == Statement.Kind.UNFINISHED
        && !Shell.isFarewell(text);
  }

  /// @param line all that has been written, which may be several lines
  record WordAtCursor(String line, int cursor) implements CompletingParsedLine {
    private int start() {
      int start = cursor;
      while (start > 0 && isPart(line.charAt(start - 1))) {
        start--;
      }
      return start;
    }

    private static boolean isPart(char c) {
      return Character.isLetterOrDigit(c) || "_$.\\?/~-".indexOf(c) >= 0;
    }

    /// What stands before the word.
    String before() {
      return line.substring(0, start());
    }

    // The rest of the word is replaced, too.
    @Override
    public String word() {
      int end = cursor;
      while (end < line.length() && isPart(line.charAt(end))) {
        end++;
      }
      return line.substring(start(), end);
    }

    @Override
    public int wordCursor() {
      return cursor - start();
    }

    // What is completed is written as it is.
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }
  }
}
