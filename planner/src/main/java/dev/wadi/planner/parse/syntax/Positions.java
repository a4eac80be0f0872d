package dev.wadi.planner.parse.syntax;

import dev.wadi.sdk.error.SourcePosition;
import org.apache.calcite.sql.parser.SqlParserPos;

/// From Calcite's positions to ours.
public final class Positions {
  private Positions() {}

  /// Where the text is, or null if the parser does not know.
  public static SourcePosition of(SqlParserPos position) {
    return of(
        position.getLineNum(),
        position.getColumnNum(),
        position.getEndLineNum(),
        position.getEndColumnNum());
  }

  /// The same from numbers, of which those of the end may be missing.
  public static SourcePosition of(int line, int column, int endLine, int endColumn) {
    if (line < 1) {
      return null;
    }
    int first = Math.max(1, column);
    boolean hasEnd = endLine > line || (endLine == line && endColumn >= first);
    return hasEnd
        ? new SourcePosition(line, first, endLine, endColumn)
        : new SourcePosition(line, first);
  }
}
