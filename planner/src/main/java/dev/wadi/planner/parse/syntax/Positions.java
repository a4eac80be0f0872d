package dev.wadi.planner.parse.syntax;

import dev.wadi.sdk.error.SourcePosition;
import org.apache.calcite.sql.parser.SqlParserPos;

/// From Calcite's positions to ours.
public final class Positions {
  private Positions() {}

  /// Where the text begins, or null if the parser does not know.
  public static SourcePosition of(SqlParserPos position) {
    return position.getLineNum() < 1
        ? null
        : new SourcePosition(position.getLineNum(), Math.max(1, position.getColumnNum()));
  }
}
