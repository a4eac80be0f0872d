package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/// Dates out of numbers, times as text.
final class CalendarFunctions {
  private CalendarFunctions() {}

  @BuiltIn(
      names = "make_date",
      description = "The date of a year, a month and a day.",
      example = "make_date(2024, 2, 29)",
      result = "2024-02-29")
  static LocalDate makeDate(long year, long month, long day) {
    try {
      return LocalDate.of(Math.toIntExact(year), Math.toIntExact(month), Math.toIntExact(day));
    } catch (DateTimeException | ArithmeticException e) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "there is no date of year %d, month %d and day %d".formatted(year, month, day),
          e);
    }
  }

  @BuiltIn(
      names = {"to_char", "date_format"},
      description = "A time as text in a format of `strftime`.",
      example = "to_char(TIMESTAMP '2024-05-06 07:08:09', '%d.%m.%Y %H:%M')",
      result = "06.05.2024 07:08")
  static String toChar(LocalDateTime time, TimeFormat format) {
    return format.format(time);
  }

  @BuiltIn(
      names = {"to_char", "date_format"},
      example = "to_char(DATE '2024-05-06', '%a, %e %b')",
      result = "\"Mon,  6 May\"")
  static String toChar(LocalDate date, TimeFormat format) {
    return format.format(date.atStartOfDay());
  }

  @BuiltIn(
      names = {"to_char", "date_format"},
      example = "to_char(TIME '17:08:09', '%I:%M %p')",
      result = "05:08 PM")
  static String toChar(LocalTime time, TimeFormat format) {
    return format.format(time);
  }
}
