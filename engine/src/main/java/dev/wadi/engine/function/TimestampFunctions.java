package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Timestamps and dates out of texts and numbers, and back.
final class TimestampFunctions {
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  private TimestampFunctions() {}

  @BuiltIn(
      names = "to_timestamp",
      description =
          "The timestamp (UTC) of a text as in ISO 8601, perhaps with an offset, or in the first of"
              + " some formats of `strftime` that fits; or of so many seconds since 1970.",
      example = "to_timestamp('2024-05-06T07:08:09+02:00')",
      result = "2024-05-06T05:08:09")
  static LocalDateTime toTimestamp(String text) {
    return TimeTexts.timestamp(text);
  }

  @BuiltIn(
      names = "to_timestamp",
      example = "to_timestamp('6.5.2024 7:08', '%Y/%m/%d', '%d.%m.%Y %H:%M')",
      result = "2024-05-06T07:08:00")
  static LocalDateTime toTimestamp(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats);
  }

  @BuiltIn(
      names = "to_timestamp",
      example = "to_timestamp(1714979289)",
      result = "2024-05-06T07:08:09")
  static LocalDateTime toTimestamp(long seconds) {
    return since(seconds, ChronoUnit.SECONDS);
  }

  @BuiltIn(
      names = "to_timestamp",
      example = "to_timestamp(1714979289.25e0)",
      result = "2024-05-06T07:08:09.25")
  static LocalDateTime toTimestamp(double seconds) {
    if (!Double.isFinite(seconds)) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "%s seconds are not a timestamp".formatted(seconds));
    }
    return toTimestamp(BigDecimal.valueOf(seconds));
  }

  @BuiltIn(
      names = "to_timestamp",
      example = "to_timestamp(1714979289.25)",
      result = "2024-05-06T07:08:09.25")
  static LocalDateTime toTimestamp(BigDecimal seconds) {
    BigDecimal micros = seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP);
    return since(micros.longValueExact(), ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = "to_timestamp",
      example = "to_timestamp(DATE '2024-05-06')",
      result = "2024-05-06T00:00:00")
  static LocalDateTime toTimestamp(LocalDateTime time) {
    return time;
  }

  @BuiltIn(
      names = "to_timestamp_seconds",
      description = "The same, cut to seconds; a number is one of seconds since 1970.",
      example = "to_timestamp_seconds(1714979289)",
      result = "2024-05-06T07:08:09")
  static LocalDateTime toTimestampSeconds(long seconds) {
    return since(seconds, ChronoUnit.SECONDS);
  }

  @BuiltIn(
      names = "to_timestamp_seconds",
      example = "to_timestamp_seconds('2024-05-06 07:08:09')",
      result = "2024-05-06T07:08:09")
  static LocalDateTime toTimestampSeconds(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats).truncatedTo(ChronoUnit.SECONDS);
  }

  @BuiltIn(
      names = "to_timestamp_seconds",
      example = "to_timestamp_seconds(DATE '2024-05-06')",
      result = "2024-05-06T00:00:00")
  static LocalDateTime toTimestampSeconds(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  @BuiltIn(
      names = "to_timestamp_millis",
      description = "The same, cut to milliseconds; a number is one of milliseconds since 1970.",
      example = "to_timestamp_millis(1714979289012)",
      result = "2024-05-06T07:08:09.012")
  static LocalDateTime toTimestampMillis(long milliseconds) {
    return since(milliseconds, ChronoUnit.MILLIS);
  }

  @BuiltIn(
      names = "to_timestamp_millis",
      example = "to_timestamp_millis('2024-05-06 07:08:09')",
      result = "2024-05-06T07:08:09")
  static LocalDateTime toTimestampMillis(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats).truncatedTo(ChronoUnit.MILLIS);
  }

  @BuiltIn(
      names = "to_timestamp_millis",
      example = "to_timestamp_millis(DATE '2024-05-06')",
      result = "2024-05-06T00:00:00")
  static LocalDateTime toTimestampMillis(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  @BuiltIn(
      names = "to_timestamp_micros",
      description = "The same, cut to microseconds; a number is one of microseconds since 1970.",
      example = "to_timestamp_micros(1714979289000012)",
      result = "2024-05-06T07:08:09.000012")
  static LocalDateTime toTimestampMicros(long microseconds) {
    return since(microseconds, ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = "to_timestamp_micros",
      example = "to_timestamp_micros('2024-05-06 07:08:09')",
      result = "2024-05-06T07:08:09")
  static LocalDateTime toTimestampMicros(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats).truncatedTo(ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = "to_timestamp_micros",
      example = "to_timestamp_micros(DATE '2024-05-06')",
      result = "2024-05-06T00:00:00")
  static LocalDateTime toTimestampMicros(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = "to_timestamp_nanos",
      description = "The same, cut to nanoseconds; a number is one of nanoseconds since 1970.",
      example = "to_timestamp_nanos(1714979289000000012)",
      result = "2024-05-06T07:08:09.000000012",
      nanos = true)
  static LocalDateTime toTimestampNanos(long nanoseconds) {
    return since(nanoseconds, ChronoUnit.NANOS);
  }

  @BuiltIn(
      names = "to_timestamp_nanos",
      example = "to_timestamp_nanos('2024-05-06 07:08:09')",
      result = "2024-05-06T07:08:09",
      nanos = true)
  static LocalDateTime toTimestampNanos(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats).truncatedTo(ChronoUnit.NANOS);
  }

  @BuiltIn(
      names = "to_timestamp_nanos",
      example = "to_timestamp_nanos(DATE '2024-05-06')",
      result = "2024-05-06T00:00:00",
      nanos = true)
  static LocalDateTime toTimestampNanos(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.NANOS);
  }

  private static LocalDateTime since(long count, ChronoUnit unit) {
    try {
      return EPOCH.plus(count, unit);
    } catch (DateTimeException | ArithmeticException e) {
      throw new WadiException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%d %s since 1970 do not fit in a timestamp"
              .formatted(count, unit.toString().toLowerCase(Locale.ROOT)),
          e);
    }
  }

  @BuiltIn(
      names = "from_unixtime",
      description = "The timestamp (UTC) of so many seconds since 1970.",
      example = "from_unixtime(1714979289)",
      result = "2024-05-06T07:08:09")
  static LocalDateTime fromUnixtime(long seconds) {
    return since(seconds, ChronoUnit.SECONDS);
  }

  @BuiltIn(
      names = "to_unixtime",
      description = "The seconds since 1970 of a timestamp, or of a text that is one.",
      example = "to_unixtime(TIMESTAMP '2024-05-06 07:08:09')",
      result = "1714979289")
  static long toUnixtime(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }

  @BuiltIn(
      names = "to_unixtime",
      example = "to_unixtime('06.05.2024 07:08', '%d.%m.%Y %H:%M')",
      result = "1714979280")
  static long toUnixtime(String text, TimeFormat... formats) {
    return toUnixtime(TimeTexts.timestamp(text, formats));
  }

  @BuiltIn(
      names = "to_date",
      description =
          "The date of a text as in ISO 8601, or in the first of some formats of `strftime` that"
              + " fits; of a timestamp; or of so many days since 1970.",
      example = "to_date('2024-05-06')",
      result = "2024-05-06")
  static LocalDate toDate(String text) {
    return TimeTexts.timestamp(text).toLocalDate();
  }

  @BuiltIn(names = "to_date", example = "to_date('6 May 2024', '%d %b %Y')", result = "2024-05-06")
  static LocalDate toDate(String text, TimeFormat... formats) {
    return TimeTexts.timestamp(text, formats).toLocalDate();
  }

  @BuiltIn(names = "to_date", example = "to_date(19849)", result = "2024-05-06")
  static LocalDate toDate(long days) {
    return LocalDate.ofEpochDay(days);
  }

  @BuiltIn(
      names = "to_date",
      example = "to_date(TIMESTAMP '2024-05-06 07:08:09')",
      result = "2024-05-06")
  static LocalDate toDate(LocalDateTime time) {
    return time.toLocalDate();
  }
}
