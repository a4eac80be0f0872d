package dev.wadi.planner.parse.syntax;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `key = value` in a `WITH (..)` clause.
public record TableOption(String key, SqlNode value, SqlParserPos position) {
  /// The value as connectors see it: text as it is, numbers and words as written, an interval as
  /// `5000 milliseconds` (or `14 months`).
  public String text() {
    if (value instanceof SqlIntervalLiteral interval) {
      return IntervalText.describe(interval);
    }
    return value instanceof SqlLiteral literal
        ? literal.toValue()
        : ((SqlIdentifier) value).getSimple();
  }
}
