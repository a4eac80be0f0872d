package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Fields of times by their names.
final class TimePartFunctions {
  private TimePartFunctions() {}

  @BuiltIn(
      names = {"date_part", "datepart"},
      description =
          "A part of a time: year, quarter, month, week (of ISO 8601), day, hour, minute, second,"
              + " millisecond, microsecond, nanosecond (these three with the seconds), dow (Sunday"
              + " is 0), isodow (Monday is 1, Sunday 7), doy, isoyear, decade, century, millennium"
              + " or epoch (seconds since 1970). Also `extract(part FROM time)`.",
      example = "date_part('week', TIMESTAMP '2024-05-06 07:08:09')",
      result = "19")
  static long datePart(
      @OneOf(
              value = {
                "year",
                "quarter",
                "month",
                "week",
                "day",
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "nanosecond",
                "dow",
                "isodow",
                "doy",
                "isoyear",
                "epoch",
                "decade",
                "century",
                "millennium"
              },
              plural = true)
          String part,
      LocalDateTime time) {
    return switch (singular(part)) {
      case "year" -> time.getYear();
      case "isoyear" -> time.get(IsoFields.WEEK_BASED_YEAR);
      case "quarter" -> time.get(IsoFields.QUARTER_OF_YEAR);
      case "month" -> time.getMonthValue();
      case "week" -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case "day" -> time.getDayOfMonth();
      case "dow" -> time.getDayOfWeek().getValue() % 7;
      case "isodow" -> time.getDayOfWeek().getValue();
      case "doy" -> time.getDayOfYear();
      case "epoch" -> time.toEpochSecond(ZoneOffset.UTC);
      case "decade" -> Math.floorDiv(time.getYear(), 10);
      case "century" -> Math.ceilDiv(time.getYear(), 100);
      case "millennium" -> Math.ceilDiv(time.getYear(), 1_000);
      default -> datePart(part, time.toLocalTime());
    };
  }

  @BuiltIn(
      names = {"date_part", "datepart"},
      example = "date_part('minute', TIME '07:08:09')",
      result = "8")
  static long datePart(
      @OneOf(
              value = {
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "nanosecond",
                "epoch"
              },
              plural = true)
          String part,
      LocalTime time) {
    return switch (singular(part)) {
      case "hour" -> time.getHour();
      case "minute" -> time.getMinute();
      case "second" -> time.getSecond();
      case "millisecond" -> time.getSecond() * 1_000L + time.getNano() / 1_000_000;
      case "microsecond" -> time.getSecond() * 1_000_000L + time.getNano() / 1_000;
      case "nanosecond" -> time.getSecond() * 1_000_000_000L + time.getNano();
      case "epoch" -> time.toSecondOfDay();
      default -> throw unknown(part, "a time");
    };
  }

  @BuiltIn(
      names = {"date_part", "datepart"},
      example = "date_part('hour', INTERVAL '90 minutes')",
      result = "1")
  static long datePart(
      @OneOf(
              value = {
                "day",
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "nanosecond",
                "epoch"
              },
              plural = true)
          String part,
      Duration interval) {
    return switch (singular(part)) {
      case "day" -> interval.toDaysPart();
      case "hour" -> interval.toHoursPart();
      case "minute" -> interval.toMinutesPart();
      case "second" -> interval.toSecondsPart();
      case "millisecond" -> interval.toSecondsPart() * 1_000L + interval.toMillisPart();
      case "microsecond" -> interval.toSecondsPart() * 1_000_000L + interval.toNanosPart() / 1_000;
      case "nanosecond" -> interval.toSecondsPart() * 1_000_000_000L + interval.toNanosPart();
      case "epoch" -> interval.toSeconds();
      default -> throw unknown(part, "an interval of days");
    };
  }

  @BuiltIn(
      names = {"date_part", "datepart"},
      example = "date_part('year', INTERVAL '18 months')",
      result = "1")
  static long datePart(
      @OneOf(
              value = {"year", "month"},
              plural = true)
          String part,
      Period interval) {
    long months = interval.toTotalMonths();
    return switch (singular(part)) {
      case "year" -> months / 12;
      case "month" -> months % 12;
      default -> throw unknown(part, "an interval of months");
    };
  }

  private static WadiException unknown(String part, String of) {
    return new WadiException(ErrorCode.INVALID_ARGUMENT, "%s has no part '%s'".formatted(of, part))
        .withHint("parts of a timestamp are year, month, day, hour, minute, second and more");
  }

  /// A unit's name in lower case, without the `s` of the plural.
  static String singular(String unit) {
    String lower = unit.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
