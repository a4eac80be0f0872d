package dev.wadi.connectors.column;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/// Dates, times, timestamps and intervals as text.
///
/// Read: dates `2001-02-03`; times `04:05[:06[.789]]`; timestamps as a date, a `T` or a space, a
/// time and optionally a zone (`Z`, `+01:00`), which is converted to UTC, or a date alone;
/// intervals in ISO 8601 (`PT26H3M4.5S`, `P1Y2M`). Written: the same, with `T`, without a zone, and
/// with no more digits of the fraction than there are.
public final class TimeText {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  static final long NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private TimeText() {}

  /// Days since 1970.
  static long parseDate(String text) {
    var scanner = new TimeScanner(text);
    long days = scanner.date();
    scanner.end();
    return days;
  }

  /// Nanoseconds of the day.
  static long parseTime(String text) {
    var scanner = new TimeScanner(text);
    long nanos = scanner.timeOfDay();
    scanner.end();
    return nanos;
  }

  /// @return units since 1970; digits beyond the unit are cut off
  static long parseTimestamp(String text, long unitsPerSecond) {
    var scanner = new TimeScanner(text);
    long days = scanner.date();
    long nanos = scanner.atEnd() ? 0 : scanner.separated().timeOfDay();
    long zoneSeconds = scanner.zoneSeconds();
    scanner.end();
    long seconds = days * SECONDS_PER_DAY + nanos / NANOS_PER_SECOND - zoneSeconds;
    long fraction = nanos % NANOS_PER_SECOND / (NANOS_PER_SECOND / unitsPerSecond);
    // Added to the seconds after 1970 or before, so that the smallest value does not overflow.
    return seconds >= 0
        ? Math.addExact(Math.multiplyExact(seconds, unitsPerSecond), fraction)
        : Math.addExact(Math.multiplyExact(seconds + 1, unitsPerSecond), fraction - unitsPerSecond);
  }

  static long parseDurationMicros(String text) {
    Duration duration = Duration.parse(text);
    long seconds = duration.getSeconds();
    long micros = duration.getNano() / 1000;
    return seconds >= 0
        ? Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros)
        : Math.addExact(
            Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND);
  }

  static long parseMonths(String text) {
    Period period = Period.parse(text);
    if (period.getDays() != 0) {
      throw new DateTimeException("days in an interval of months");
    }
    return Math.toIntExact(period.toTotalMonths());
  }

  /// Days since 1970.
  public static void appendDate(StringBuilder text, long epochDay) {
    text.append(LocalDate.ofEpochDay(epochDay));
  }

  public static void appendTime(StringBuilder text, long nanosOfDay) {
    long seconds = nanosOfDay / NANOS_PER_SECOND;
    twoDigits(text, seconds / 3600).append(':');
    twoDigits(text, seconds / 60 % 60).append(':');
    twoDigits(text, seconds % 60);
    appendFraction(text, nanosOfDay % NANOS_PER_SECOND);
  }

  /// @param value units since 1970
  public static void appendTimestamp(StringBuilder text, long value, long unitsPerSecond) {
    long seconds = Math.floorDiv(value, unitsPerSecond);
    long nanos = Math.floorMod(value, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond);
    appendDate(text, Math.floorDiv(seconds, SECONDS_PER_DAY));
    text.append('T');
    appendTime(text, Math.floorMod(seconds, SECONDS_PER_DAY) * NANOS_PER_SECOND + nanos);
  }

  static void appendDuration(StringBuilder text, long micros) {
    text.append(Duration.of(micros, ChronoUnit.MICROS));
  }

  static void appendMonths(StringBuilder text, int months) {
    text.append(Period.of(months / 12, months % 12, 0));
  }

  private static StringBuilder twoDigits(StringBuilder text, long value) {
    return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private static void appendFraction(StringBuilder text, long nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    long rest = nanos;
    for (long unit = NANOS_PER_SECOND / 10; rest > 0; unit /= 10) {
      text.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }
}
