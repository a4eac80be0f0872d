package dev.wadi.server.terminal;

import dev.wadi.server.catalog.ErrorDescription;

/// An error as text, with the line of SQL that it is about:
///
/// ```
/// error[COLUMN_NOT_FOUND] at 2:8: no column 'ctiy' in 'airports'
///   2 | SELECT ctiy
///     |        ^
/// hint: did you mean 'city'?
/// ```
public final class ErrorText {
  private ErrorText() {}

  /// @param sql the script that the error's position refers to, or null
  public static String of(ErrorDescription error, String sql) {
    var text = new StringBuilder("error[").append(error.code()).append(']');
    if (error.line() != null) {
      text.append(" at ").append(error.line()).append(':').append(error.column());
    }
    text.append(": ").append(error.message()).append('\n');
    if (error.line() != null && sql != null) {
      appendExcerpt(text, sql, error.line(), error.column());
    }
    if (error.hint() != null) {
      text.append("hint: ").append(error.hint()).append('\n');
    }
    return text.toString();
  }

  private static void appendExcerpt(StringBuilder text, String sql, int line, int column) {
    String[] lines = sql.split("\n", -1);
    if (line > lines.length) {
      return;
    }
    String number = Integer.toString(line);
    String source = lines[line - 1].stripTrailing();
    text.append("  ").append(number).append(" | ").append(source).append('\n');
    text.repeat(' ', number.length() + 3).append("| ");
    // A tab stays a tab, or the caret would stand elsewhere.
    for (int i = 0; i < Math.min(column - 1, source.length()); i++) {
      text.append(source.charAt(i) == '\t' ? '\t' : ' ');
    }
    text.append("^\n");
  }
}
