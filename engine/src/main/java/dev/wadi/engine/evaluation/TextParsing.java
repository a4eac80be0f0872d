package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/// Reads values from text, blanks around them ignored. What does not parse is an {@link
/// IllegalArgumentException}, what is out of range an {@link ArithmeticException}; the cast that
/// asks makes a proper error or a null of both.
final class TextParsing {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private TextParsing() {}

  static boolean parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> true;
      case "false", "f", "no", "n", "off", "0" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  static long parseWhole(String text, Range range) {
    String number = text.strip();
    boolean common = number.length() < 18 && !range.exceedsLong();
    if (common) {
      long value = Long.parseLong(number);
      if (!range.contains(value)) {
        throw new ArithmeticException();
      }
      return value;
    }
    BigInteger value = new BigInteger(number);
    if (!range.contains(value)) {
      throw new ArithmeticException();
    }
    return value.longValue();
  }

  /// Unlike Java's own syntax, no hexadecimal numbers and no type suffixes.
  static double parseDouble(String text) {
    String number = text.strip();
    char last = number.isEmpty() ? ' ' : number.charAt(number.length() - 1);
    boolean plain =
        (last >= '0' && last <= '9' || last == '.')
            && number.indexOf('x') < 0
            && number.indexOf('X') < 0;
    if (plain) {
      return Double.parseDouble(number);
    }
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException();
    };
  }

  /// The unscaled value, rounded half up.
  static BigInteger parseDecimal(String text, int scale, Range range) {
    BigDecimal number = new BigDecimal(text.strip());
    // An exponent of a billion is a short text but a long number.
    if (number.precision() - number.scale() > 40) {
      throw new ArithmeticException();
    }
    BigInteger unscaled =
        number.precision() - number.scale() < -40
            ? BigInteger.ZERO
            : number.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    if (!range.contains(unscaled)) {
      throw new ArithmeticException();
    }
    return unscaled;
  }

  /// `2024-02-29`, in days since 1970; a time behind it is allowed and ignored.
  static long parseDate(String text) {
    Cursor cursor = new Cursor(text.strip());
    long days = cursor.date();
    if (!cursor.atEnd()) {
      cursor.skipOneOf(" T");
      cursor.time();
      cursor.offsetSeconds();
      cursor.requireEnd();
    }
    return days;
  }

  /// `13:45`, `13:45:09` or `13:45:09.123456`, in microseconds; more digits are cut off.
  static long parseTime(String text) {
    Cursor cursor = new Cursor(text.strip());
    long nanos = cursor.time();
    cursor.requireEnd();
    return nanos / 1_000;
  }

  /// SQL's form (`2024-02-29 13:45:09.5`) and ISO 8601's (`2024-02-29T13:45:09.5Z`), the time left
  /// out or not; an offset from UTC is taken into account, none means UTC.
  static long parseTimestamp(String text, long unitsPerSecond) {
    Cursor cursor = new Cursor(text.strip());
    long days = cursor.date();
    long nanos = 0;
    long offset = 0;
    if (!cursor.atEnd()) {
      cursor.skipOneOf(" T");
      nanos = cursor.time();
      offset = cursor.offsetSeconds();
      cursor.requireEnd();
    }
    long seconds = days * 86_400 + nanos / NANOS_PER_SECOND - offset;
    long fraction = nanos % NANOS_PER_SECOND / (NANOS_PER_SECOND / unitsPerSecond);
    return Math.addExact(Math.multiplyExact(seconds, unitsPerSecond), fraction);
  }

  /// Reads one text from left to right.
  private static final class Cursor {
    private final String text;
    private int at;

    private Cursor(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    void requireEnd() {
      require(atEnd());
    }

    private static void require(boolean condition) {
      if (!condition) {
        throw new IllegalArgumentException();
      }
    }

    private boolean next(char expected) {
      boolean found = at < text.length() && text.charAt(at) == expected;
      at += found ? 1 : 0;
      return found;
    }

    void skipOneOf(String characters) {
      require(!atEnd() && characters.indexOf(text.charAt(at)) >= 0);
      at++;
    }

    private int number(int digitsMin, int digitsMax) {
      int value = 0;
      int start = at;
      while (!atEnd() && at - start < digitsMax && isDigit(text.charAt(at))) {
        value = 10 * value + text.charAt(at++) - '0';
      }
      require(at - start >= digitsMin);
      return value;
    }

    private static boolean isDigit(char character) {
      return character >= '0' && character <= '9';
    }

    long date() {
      boolean negative = next('-');
      int magnitude = number(4, 6);
      int year = negative ? -magnitude : magnitude;
      require(next('-'));
      int month = number(1, 2);
      require(next('-') && month >= 1 && month <= 12);
      int day = number(1, 2);
      require(day >= 1 && day <= Calendar.lengthOfMonth(year, month));
      return Calendar.of(year, month, day);
    }

    /// Nanoseconds since midnight.
    long time() {
      int hour = number(1, 2);
      require(next(':') && hour <= 23);
      int minute = number(2, 2);
      require(minute <= 59);
      int second = next(':') ? number(2, 2) : 0;
      require(second <= 59);
      long nanos = next('.') ? fraction() : 0;
      return (hour * 3_600L + minute * 60L + second) * NANOS_PER_SECOND + nanos;
    }

    private long fraction() {
      int start = at;
      int value = number(1, 9);
      for (int digits = at - start; digits < 9; digits++) {
        value *= 10;
      }
      while (!atEnd() && isDigit(text.charAt(at))) {
        at++;
      }
      return value;
    }

    /// `Z`, `+01`, `+0130`, `+01:30`, or nothing.
    long offsetSeconds() {
      if (atEnd() || next('Z') || next('z')) {
        return 0;
      }
      boolean negative = next('-');
      require(negative || next('+'));
      int hours = number(2, 2);
      next(':');
      int minutes = atEnd() ? 0 : number(2, 2);
      require(hours <= 18 && minutes <= 59);
      long offset = hours * 3_600L + minutes * 60L;
      return negative ? -offset : offset;
    }
  }
}
