package dev.wadi.planner.resolve;

import dev.wadi.engine.function.TimeZoneName;
import dev.wadi.planner.parse.syntax.IntervalText;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;

/// The value of a `SET`, or of an option, to be read as what that needs.
///
/// @param key the setting's or option's name, for errors
record SettingValue(String key, SqlNode value) {
  /// A number from 1.
  int wholeNumber(int max) {
    try {
      int number = Integer.parseInt(text());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw invalid("a whole number from 1 to %d".formatted(max));
  }

  /// An interval, or a text that could be one.
  Duration timeSpan() {
    String expected = "a time span such as '1 hour' or INTERVAL '30' SECOND";
    SqlLiteral literal =
        value instanceof SqlIntervalLiteral interval ? interval : interval(expected);
    var span = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    if (!span.getIntervalQualifier().isYearMonth() && span.getSign() > 0) {
      long millis = SqlParserUtil.intervalToMillis(span);
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    }
    throw invalid(expected);
  }

  String name() {
    if (text().isEmpty()) {
      throw invalid("a name");
    }
    return text();
  }

  ZoneId timeZone() {
    try {
      return TimeZoneName.of(text()).zone();
    } catch (WadiException e) {
      throw invalid("the name of a time zone, such as 'Europe/Berlin'");
    }
  }

  <E extends Enum<E>> E oneOf(Class<E> values) {
    for (E constant : values.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text())) {
        return constant;
      }
    }
    throw invalid(
        Stream.of(values.getEnumConstants())
            .map(constant -> "'%s'".formatted(constant.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(" or ")));
  }

  private SqlLiteral interval(String expected) {
    try {
      return IntervalText.literal(text(), 1, value.getParserPosition());
    } catch (WadiException e) {
      throw invalid(expected);
    }
  }

  private String text() {
    String text =
        switch (value) {
          case SqlLiteral literal -> literal.toValue();
          case SqlIdentifier word -> word.toString();
          default -> value.toString();
        };
    return text == null ? "" : text.strip();
  }

  private WadiException invalid(String expected) {
    return new WadiException(
            ErrorCode.INVALID_OPTION, "'%s' is '%s', expected %s".formatted(key, text(), expected))
        .at(Positions.of(value.getParserPosition()));
  }
}
