package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;

/// Arrays of numbers or times at equal distances.
final class RangeFunctions {
  private RangeFunctions() {}

  @BuiltIn(
      names = "range",
      description =
          """
          Numbers from the first one (0) to the last one, which is not included, by a step (1); or \
          dates or timestamps by an interval.\
          """,
      example = "range(3)",
      result = "[0, 1, 2]")
  static List<Long> range(long stop) {
    return range(0, stop, 1);
  }

  @BuiltIn(names = "range", example = "range(1, 4)", result = "[1, 2, 3]")
  static List<Long> range(long start, long stop) {
    return range(start, stop, 1);
  }

  @BuiltIn(names = "range", example = "range(10, 4, -2)", result = "[10, 8, 6]")
  static List<Long> range(long start, long stop, long step) {
    return numbers(start, stop, step, false);
  }

  @BuiltIn(
      names = "range",
      example = "range(DATE '2024-01-31', DATE '2024-04-01', INTERVAL '1' MONTH)",
      result = "[2024-01-31, 2024-02-29, 2024-03-31]")
  static List<LocalDate> range(LocalDate start, LocalDate stop, Period step) {
    return dates(times(start.atStartOfDay(), stop.atStartOfDay(), step, false));
  }

  @BuiltIn(
      names = "range",
      example = "range(DATE '2024-01-31', DATE '2024-02-02', INTERVAL '1' DAY)",
      result = "[2024-01-31, 2024-02-01]")
  static List<LocalDate> range(LocalDate start, LocalDate stop, Duration step) {
    return dates(times(start.atStartOfDay(), stop.atStartOfDay(), wholeDays(step), false));
  }

  @BuiltIn(
      names = "range",
      example =
          "range(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 02:00:00', INTERVAL '1'"
              + " HOUR)",
      result = "[2024-01-01T00:00:00, 2024-01-01T01:00:00]")
  static List<LocalDateTime> range(LocalDateTime start, LocalDateTime stop, Duration step) {
    return times(start, stop, step, false);
  }

  @BuiltIn(
      names = "range",
      example =
          "range(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2025-01-02 00:00:00', INTERVAL '1'"
              + " YEAR)",
      result = "[2024-01-01T00:00:00, 2025-01-01T00:00:00]")
  static List<LocalDateTime> range(LocalDateTime start, LocalDateTime stop, Period step) {
    return times(start, stop, step, false);
  }

  @BuiltIn(
      names = "generate_series",
      description = "The same as `range`, but the last one is included.",
      example = "generate_series(3)",
      result = "[0, 1, 2, 3]")
  static List<Long> generateSeries(long stop) {
    return generateSeries(0, stop, 1);
  }

  @BuiltIn(names = "generate_series", example = "generate_series(1, 3)", result = "[1, 2, 3]")
  static List<Long> generateSeries(long start, long stop) {
    return generateSeries(start, stop, 1);
  }

  @BuiltIn(names = "generate_series", example = "generate_series(5, 1, -2)", result = "[5, 3, 1]")
  static List<Long> generateSeries(long start, long stop, long step) {
    return numbers(start, stop, step, true);
  }

  @BuiltIn(
      names = "generate_series",
      example = "generate_series(DATE '2024-01-01', DATE '2024-03-01', INTERVAL '1' MONTH)",
      result = "[2024-01-01, 2024-02-01, 2024-03-01]")
  static List<LocalDate> generateSeries(LocalDate start, LocalDate stop, Period step) {
    return dates(times(start.atStartOfDay(), stop.atStartOfDay(), step, true));
  }

  @BuiltIn(
      names = "generate_series",
      example = "generate_series(DATE '2024-01-01', DATE '2024-01-15', INTERVAL '7' DAY)",
      result = "[2024-01-01, 2024-01-08, 2024-01-15]")
  static List<LocalDate> generateSeries(LocalDate start, LocalDate stop, Duration step) {
    return dates(times(start.atStartOfDay(), stop.atStartOfDay(), wholeDays(step), true));
  }

  @BuiltIn(
      names = "generate_series",
      example =
          "generate_series(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:01:00',"
              + " INTERVAL '30' SECOND)",
      result = "[2024-01-01T00:00:00, 2024-01-01T00:00:30, 2024-01-01T00:01:00]")
  static List<LocalDateTime> generateSeries(
      LocalDateTime start, LocalDateTime stop, Duration step) {
    return times(start, stop, step, true);
  }

  @BuiltIn(
      names = "generate_series",
      example =
          "generate_series(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2025-01-01 00:00:00',"
              + " INTERVAL '6' MONTH)",
      result = "[2024-01-01T00:00:00, 2024-07-01T00:00:00, 2025-01-01T00:00:00]")
  static List<LocalDateTime> generateSeries(LocalDateTime start, LocalDateTime stop, Period step) {
    return times(start, stop, step, true);
  }

  private static List<Long> numbers(long start, long stop, long step, boolean included) {
    requireStep(step == 0);
    List<Long> numbers = new ArrayList<>();
    long next = start;
    while (step > 0 ? next < stop : next > stop) {
      numbers.add(next);
      ArraySizes.check(numbers.size());
      long last = next;
      next += step;
      if (step > 0 ? next < last : next > last) {
        return numbers;
      }
    }
    if (included && next == stop) {
      numbers.add(next);
    }
    return numbers;
  }

  private static void requireStep(boolean isZero) {
    if (isZero) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "the step of a range must not be 0");
    }
  }

  private static Duration wholeDays(Duration step) {
    if (!step.equals(Duration.ofDays(step.toDays()))) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "the step of a range of dates must be whole days")
          .withHint("use timestamps");
    }
    return step;
  }

  private static List<LocalDate> dates(List<LocalDateTime> times) {
    return times.stream().map(LocalDateTime::toLocalDate).toList();
  }

  // Counted from the start, so that one month after the 31st does not move all that follow.
  private static List<LocalDateTime> times(
      LocalDateTime start, LocalDateTime stop, TemporalAmount step, boolean included) {
    LocalDateTime second = start.plus(step);
    requireStep(second.equals(start));
    boolean up = second.isAfter(start);
    List<LocalDateTime> times = new ArrayList<>();
    LocalDateTime next = start;
    while (up ? next.isBefore(stop) : next.isAfter(stop)) {
      times.add(next);
      ArraySizes.check(times.size());
      next = start.plus(times(step, times.size()));
    }
    if (included && next.equals(stop)) {
      times.add(next);
    }
    return times;
  }

  private static TemporalAmount times(TemporalAmount step, int count) {
    return step instanceof Period months
        ? months.multipliedBy(count)
        : ((Duration) step).multipliedBy(count);
  }
}
