package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What to do about the errors that Calcite's validator finds.
final class ValidationHints {
  /// @param message a pattern that is found in it
  private record Hint(Pattern message, String advice) {
    Hint(String message, String advice) {
      this(Pattern.compile(message, Pattern.CASE_INSENSITIVE), advice);
    }
  }

  private static final List<Hint> HINTS =
      List.of(
          new Hint(
              "is not being grouped",
              "add it to GROUP BY, or take an aggregate of it, such as max or any_value"),
          new Hint("^Illegal use of dynamic parameter", "say what type it has: CAST(? AS type)"),
          new Hint("is ambiguous", "say of which table: table.column"),
          new Hint("^Column count mismatch", "select as many columns on both sides"),
          new Hint(
              "^OVER clause is necessary|require ORDER BY clause in window",
              "write OVER (ORDER BY ...) behind it"),
          new Hint("^OVER must be applied", "leave OVER out, or use an aggregate"),
          new Hint("^Ordinal out of range", "columns of the select list are counted from 1"),
          new Hint(
              "^Windowed aggregate expression is illegal", "filter by it with QUALIFY instead"),
          new Hint(
              "^Aggregate expression is illegal in WHERE", "filter groups with HAVING instead"),
          new Hint("must contain a window function", "write WHERE or HAVING instead"),
          new Hint(
              "should not contain OVER clause",
              "name it in the select list, and order by the name"),
          new Hint(
              "is not a valid time frame",
              "write a unit such as SECOND, MINUTE, HOUR, DAY, WEEK, MONTH or YEAR"),
          new Hint(
              "join requires a condition", "write ON condition or USING (column), or CROSS JOIN"),
          new Hint("RANGE clause cannot be used with compound", "write ROWS, or order by one key"),
          new Hint("prohibits use of RANGE", "write ROWS, or order by a number or a time"),
          new Hint(
              "^Data type mismatch between ORDER BY and RANGE",
              "the distance is a number for numbers, and an interval for times"),
          new Hint("^ROWS value must be", "write a whole number, such as ROWS 2 PRECEDING"),
          new Hint("frame boundary cannot be", "let the frame begin before it ends"),
          new Hint("^Window '.*' not found", "define it: WINDOW name AS (PARTITION BY ...)"),
          new Hint("does not have a field named", "its fields are those of the type in brackets"),
          new Hint("^SELECT \\* requires", "add FROM and a table, or select values"),
          new Hint("must not contain a WITHIN GROUP", "leave WITHIN GROUP out"),
          new Hint("cannot be nested", "aggregate in a sub-query first"),
          new Hint("^Argument to GROUPING", "name one of the expressions in GROUP BY"),
          new Hint("is not in the select clause", "add it to the select list"),
          new Hint("number of hexits", "write two hexadecimal digits for each byte"),
          new Hint("^Expected a boolean", "write a comparison, such as x > 0"),
          new Hint("must be a condition", "write a comparison, such as x > 0"),
          new Hint("^Illegal DATE literal", "write it like DATE '2024-02-29'"),
          new Hint("^Illegal TIME literal", "write it like TIME '12:30:59'"),
          new Hint("^Illegal TIMESTAMP literal", "write it like TIMESTAMP '2024-02-29 12:30:59'"),
          new Hint("^Illegal interval", "write it like INTERVAL '1 hour 30 minutes'"),
          new Hint("^List of column aliases", "give as many names as the table has columns"),
          new Hint("^Map requires an even", "give keys and values in turns"),
          new Hint("^Numeric literal", "write it as a DOUBLE, such as 1e40"),
          new Hint("^The system time period", "name a TIMESTAMP column of the left side"),
          new Hint("^Invalid number of arguments", "docs/functions.md shows what it takes"),
          new Hint(
              "^Cast function cannot convert",
              "docs/functions.md shows functions that convert, such as to_timestamp"),
          new Hint(
              "^Cannot apply|^Cannot infer|^Parameters must be|^Values passed to|type mismatch",
              "convert one of them: CAST(... AS type)"));

  private ValidationHints() {}

  /// @param message of Calcite's
  static Optional<String> of(String message) {
    return HINTS.stream()
        .filter(hint -> hint.message().matcher(message).find())
        .map(Hint::advice)
        .findFirst();
  }
}
