package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// Times cut to coarser ones.
final class TimeBinFunctions {
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
  private static final int MONTHS_PER_YEAR = 12;

  private TimeBinFunctions() {}

  @BuiltIn(
      names = "date_bin",
      description =
          "The start of the interval that a time is in, where intervals of this width follow each"
              + " other from an origin on, which is 1970-01-01 if it is not given.",
      example = "date_bin(INTERVAL '15 minutes', TIMESTAMP '2024-05-06 07:08:09')",
      result = "2024-05-06T07:00:00")
  static LocalDateTime dateBin(Duration width, LocalDateTime time) {
    return dateBin(width, time, EPOCH);
  }

  @BuiltIn(
      names = "date_bin",
      example =
          "date_bin(INTERVAL '1 day', TIMESTAMP '2024-05-06 07:08:09',"
              + " TIMESTAMP '2000-01-01 06:00:00')",
      result = "2024-05-06T06:00:00")
  static LocalDateTime dateBin(Duration width, LocalDateTime time, LocalDateTime origin) {
    long micros =
        Math.addExact(Math.multiplyExact(width.getSeconds(), 1_000_000L), width.getNano() / 1_000);
    checkWidth(micros);
    long since = ChronoUnit.MICROS.between(origin, time);
    // What is between two microseconds is before the second one, on either side of the origin.
    boolean cut = origin.plus(since, ChronoUnit.MICROS).isAfter(time);
    return origin.plus(Math.floorDiv(cut ? since - 1 : since, micros) * micros, ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = "date_bin",
      example = "date_bin(INTERVAL '3 months', TIMESTAMP '2024-05-06 07:08:09')",
      result = "2024-04-01T00:00:00")
  static LocalDateTime dateBin(Period width, LocalDateTime time) {
    return dateBin(width, time, EPOCH);
  }

  @BuiltIn(
      names = "date_bin",
      example =
          "date_bin(INTERVAL '1 year', TIMESTAMP '2024-05-06 07:08:09',"
              + " TIMESTAMP '2000-07-01 00:00:00')",
      result = "2023-07-01T00:00:00")
  static LocalDateTime dateBin(Period width, LocalDateTime time, LocalDateTime origin) {
    long months = width.toTotalMonths();
    checkWidth(months);
    long since = monthNumber(time) - monthNumber(origin);
    long bins = Math.floorDiv(since, months);
    LocalDateTime start = origin.plusMonths(bins * months);
    return start.isAfter(time) ? origin.plusMonths((bins - 1) * months) : start;
  }

  private static long monthNumber(LocalDateTime time) {
    return (long) time.getYear() * MONTHS_PER_YEAR + time.getMonthValue();
  }

  private static void checkWidth(long width) {
    if (width <= 0) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "the interval of date_bin must be longer than nothing");
    }
  }

  @BuiltIn(
      names = {"date_trunc", "datetrunc"},
      description =
          "The start of the unit that a time is in: year, quarter, month, week (from Monday on),"
              + " day, hour, minute, second, millisecond or microsecond.",
      example = "date_trunc('hour', TIMESTAMP '2024-05-06 07:08:09')",
      result = "2024-05-06T07:00:00")
  static LocalDateTime dateTrunc(
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
                "microsecond"
              },
              plural = true)
          String unit,
      LocalDateTime time) {
    return switch (TimePartFunctions.singular(unit)) {
      case "year" -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
      case "quarter" -> {
        LocalDateTime month = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        yield month.minusMonths((month.getMonthValue() - 1) % 3);
      }
      case "month" -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
      case "week" ->
          time.truncatedTo(ChronoUnit.DAYS)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case "day" -> time.truncatedTo(ChronoUnit.DAYS);
      case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
      case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
      case "second" -> time.truncatedTo(ChronoUnit.SECONDS);
      case "millisecond" -> time.truncatedTo(ChronoUnit.MILLIS);
      case "microsecond" -> time.truncatedTo(ChronoUnit.MICROS);
      default ->
          throw new WadiException(
                  ErrorCode.INVALID_ARGUMENT, "a time is not cut to '%s'".formatted(unit))
              .withHint(
                  "units are year, quarter, month, week, day, hour, minute, second, millisecond and"
                      + " microsecond");
    };
  }
}
