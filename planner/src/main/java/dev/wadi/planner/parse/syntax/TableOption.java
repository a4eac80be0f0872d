package dev.wadi.planner.parse.syntax;

import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `key = value` in a `WITH (..)` clause.
public record TableOption(String key, SqlNode value, SqlParserPos position) {
  /// The value as connectors see it: text as it is, numbers and words as written, an interval as
  /// `5000 milliseconds` (or `14 months`), a list with commas in between.
  public String text() {
    if (value instanceof SqlIntervalLiteral interval) {
      return IntervalText.describe(interval);
    }
    if (value instanceof SqlNodeList list) {
      return list.stream().map(TableOption::word).collect(Collectors.joining(","));
    }
    return word(value);
  }

  private static String word(SqlNode value) {
    return value instanceof SqlLiteral literal
        ? literal.toValue()
        : ((SqlIdentifier) value).getSimple();
  }
}
