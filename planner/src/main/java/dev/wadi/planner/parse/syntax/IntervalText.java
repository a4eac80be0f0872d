package dev.wadi.planner.parse.syntax;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;

/// Intervals in words: `INTERVAL '1 hour 30 minutes'`.
public final class IntervalText {
  private static final Pattern PART =
      Pattern.compile("\\s*([+-]?\\d{1,15}(?:\\.\\d{1,6})?)\\s*([a-z]+)\\s*,?");
  private static final long DAY_MILLIS = 86_400_000L;

  private IntervalText() {}

  /// @param sign 1 or -1
  /// @throws WadiException if the text is not an interval
  public static SqlLiteral literal(String text, int sign, SqlParserPos position) {
    BigDecimal months = BigDecimal.ZERO;
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal number = new BigDecimal(part.group(1));
      String unit = part.group(2);
      BigDecimal monthsOfUnit = monthsOf(unit);
      if (monthsOfUnit != null) {
        months = months.add(number.multiply(monthsOfUnit));
      } else {
        millis = millis.add(number.multiply(millisOf(unit, text, position)));
      }
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw invalid(text, position);
    }
    return months.signum() == 0
        ? dayTime(millis, sign, text, position)
        : yearMonth(months, millis, sign, text, position);
  }

  private static SqlLiteral dayTime(
      BigDecimal millis, int sign, String text, SqlParserPos position) {
    long total = whole(millis, text, position);
    long rest = Math.abs(total) % DAY_MILLIS;
    String value =
        "%d %02d:%02d:%02d.%03d"
            .formatted(
                Math.abs(total) / DAY_MILLIS,
                rest / 3_600_000,
                rest / 60_000 % 60,
                rest / 1000 % 60,
                rest % 1000);
    return interval(value, total < 0 ? -sign : sign, TimeUnit.DAY, TimeUnit.SECOND, position);
  }

  private static SqlLiteral yearMonth(
      BigDecimal months, BigDecimal millis, int sign, String text, SqlParserPos position) {
    if (millis.signum() != 0) {
      throw new WadiException(
              ErrorCode.INVALID_SQL,
              "the interval '%s' mixes months with days or shorter units".formatted(text))
          .withHint("a month has no fixed length: use two intervals, or days only")
          .at(Positions.of(position));
    }
    long total = whole(months, text, position);
    String value = Math.abs(total) / 12 + "-" + Math.abs(total) % 12;
    return interval(value, total < 0 ? -sign : sign, TimeUnit.YEAR, TimeUnit.MONTH, position);
  }

  private static SqlLiteral interval(
      String value, int sign, TimeUnit first, TimeUnit last, SqlParserPos position) {
    return SqlLiteral.createInterval(
        sign, value, new SqlIntervalQualifier(first, last, position), position);
  }

  /// `5000 milliseconds` or `14 months`.
  static String describe(SqlIntervalLiteral literal) {
    var value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    return value.getIntervalQualifier().isYearMonth()
        ? SqlParserUtil.intervalToMonths(value) + " months"
        : SqlParserUtil.intervalToMillis(value) + " milliseconds";
  }

  private static long whole(BigDecimal value, String text, SqlParserPos position) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw invalid(text, position);
    }
  }

  private static BigDecimal monthsOf(String unit) {
    return switch (unit) {
      case "month", "months", "mon", "mons" -> BigDecimal.ONE;
      case "quarter", "quarters" -> BigDecimal.valueOf(3);
      case "year", "years", "yr", "yrs", "y" -> BigDecimal.valueOf(12);
      default -> null;
    };
  }

  private static BigDecimal millisOf(String unit, String text, SqlParserPos position) {
    return switch (unit) {
      case "microsecond", "microseconds", "us" -> new BigDecimal("0.001");
      case "millisecond", "milliseconds", "ms" -> BigDecimal.ONE;
      case "second", "seconds", "sec", "secs", "s" -> BigDecimal.valueOf(1000);
      case "minute", "minutes", "min", "mins", "m" -> BigDecimal.valueOf(60_000);
      case "hour", "hours", "hr", "hrs", "h" -> BigDecimal.valueOf(3_600_000);
      case "day", "days", "d" -> BigDecimal.valueOf(DAY_MILLIS);
      case "week", "weeks", "w" -> BigDecimal.valueOf(7 * DAY_MILLIS);
      default -> throw invalid(text, position);
    };
  }

  private static WadiException invalid(String text, SqlParserPos position) {
    return new WadiException(
            ErrorCode.INVALID_SQL, "'%s' is not an interval of whole milliseconds".formatted(text))
        .withHint("write a number and a unit, such as INTERVAL '1 hour 30 minutes'")
        .at(Positions.of(position));
  }
}
