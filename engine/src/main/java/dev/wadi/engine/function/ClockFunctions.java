package dev.wadi.engine.function;

import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The time at which a row is computed, in UTC.
final class ClockFunctions {
  private ClockFunctions() {}

  @BuiltIn(
      names = {"now", "current_timestamp", "localtimestamp", "proctime", "wallclock"},
      description =
          "The time (UTC) at which the row is computed: the processing time of a stream, which goes"
              + " on while a query runs and is another one when rows are computed again. For the"
              + " time of the event see `row_time`.",
      example = "now() > TIMESTAMP '2024-01-01'",
      result = "true",
      volatility = Volatility.VOLATILE)
  static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  @BuiltIn(
      names = {"current_date", "today"},
      description = "The date (UTC) at which the row is computed.",
      example = "current_date > DATE '2024-01-01'",
      result = "true",
      volatility = Volatility.VOLATILE)
  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  @BuiltIn(
      names = {"current_time", "localtime"},
      description = "The time of the day (UTC) at which the row is computed.",
      example = "current_time >= TIME '00:00:00'",
      result = "true",
      volatility = Volatility.VOLATILE)
  static LocalTime currentTime() {
    return LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
