package dev.wadi.engine.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Writes values as text, in the form that {@link TextParsing} reads: numbers as Java writes them,
/// decimals without an exponent, `2024-02-29`, `13:45:09`, `2024-02-29 13:45:09.5`.
final class TextFormatting {
  private TextFormatting() {}

  static String format(long value, SqlType type) {
    return switch (type) {
      case SqlType.Whole whole when whole.isUnsigned64() -> Long.toUnsignedString(value);
      case SqlType.Exact(int _, int scale) -> formatDecimal(BigInteger.valueOf(value), scale);
      case SqlType.Date _ -> date(value);
      case SqlType.Time _ -> time(value, 1_000_000);
      case SqlType.Timestamp timestamp -> timestamp(value, timestamp);
      default -> Long.toString(value);
    };
  }

  static String formatDecimal(BigInteger unscaled, int scale) {
    return new BigDecimal(unscaled, scale).toPlainString();
  }

  private static String timestamp(long value, SqlType.Timestamp type) {
    long day = Math.floorDiv(value, type.unitsPerDay());
    long ofDay = Math.floorMod(value, type.unitsPerDay());
    return date(day) + " " + time(ofDay, type.unitsPerSecond());
  }

  private static String date(long days) {
    long year = Calendar.year(days);
    StringBuilder text = new StringBuilder(10);
    if (year < 0) {
      text.append('-');
    }
    append(text, Math.abs(year), 4).append('-');
    append(text, Calendar.month(days), 2).append('-');
    return append(text, Calendar.day(days), 2).toString();
  }

  private static String time(long units, long unitsPerSecond) {
    long seconds = units / unitsPerSecond;
    StringBuilder text = new StringBuilder(15);
    append(text, seconds / 3_600, 2).append(':');
    append(text, seconds / 60 % 60, 2).append(':');
    append(text, seconds % 60, 2);
    long fraction = units % unitsPerSecond;
    if (fraction != 0) {
      append(text.append('.'), fraction, Long.toString(unitsPerSecond).length() - 1);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.toString();
  }

  private static StringBuilder append(StringBuilder text, long value, int digits) {
    String number = Long.toString(value);
    return text.repeat("0", Math.max(0, digits - number.length())).append(number);
  }
}
