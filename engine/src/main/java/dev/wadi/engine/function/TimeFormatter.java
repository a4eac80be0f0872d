package dev.wadi.engine.function;

import dev.wadi.engine.function.TimeFormat.FieldPart;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Writes single fields of times, in English.
final class TimeFormatter {
  private TimeFormatter() {}

  static void append(StringBuilder to, FieldPart field, LocalDateTime time) {
    switch (field.letter()) {
      case 'b', 'h' -> to.append(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'B' -> to.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'a' -> to.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'A' -> to.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'p' -> to.append(time.getHour() < 12 ? "AM" : "PM");
      case 'P' -> to.append(time.getHour() < 12 ? "am" : "pm");
      case 'f' -> fraction(to, field, time.getNano());
      // Timestamps are UTC.
      case 'Z' -> to.append("UTC");
      case 'z' -> to.append("+0000");
      case ':' -> to.append("+00:00");
      case 's' -> to.append(time.toEpochSecond(ZoneOffset.UTC));
      case 'w' -> to.append(time.getDayOfWeek().getValue() % 7);
      case 'u' -> to.append(time.getDayOfWeek().getValue());
      case 'q' -> to.append(time.get(IsoFields.QUARTER_OF_YEAR));
      default -> number(to, field, value(field.letter(), time));
    }
  }

  private static long value(char letter, LocalDateTime time) {
    return switch (letter) {
      case 'Y' -> time.getYear();
      case 'C' -> Math.floorDiv(time.getYear(), 100);
      case 'y' -> Math.floorMod(time.getYear(), 100);
      case 'G' -> time.get(IsoFields.WEEK_BASED_YEAR);
      case 'g' -> Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100);
      case 'm' -> time.getMonthValue();
      case 'd', 'e' -> time.getDayOfMonth();
      case 'j' -> time.getDayOfYear();
      case 'U' -> weekOfYear(time, DayOfWeek.SUNDAY);
      case 'W' -> weekOfYear(time, DayOfWeek.MONDAY);
      case 'V' -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case 'H', 'k' -> time.getHour();
      case 'I', 'l' -> time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
      case 'M' -> time.getMinute();
      case 'S' -> time.getSecond();
      default -> throw new IllegalArgumentException("field " + letter);
    };
  }

  // Days before the year's first such day are in week 0.
  private static int weekOfYear(LocalDateTime time, DayOfWeek first) {
    int daysSinceFirst = Math.floorMod(time.getDayOfWeek().getValue() - first.getValue(), 7);
    return (time.getDayOfYear() + 6 - daysSinceFirst) / 7;
  }

  private static void number(StringBuilder to, FieldPart field, long value) {
    int width =
        switch (field.letter()) {
          case 'Y', 'G' -> 4;
          case 'j' -> 3;
          default -> 2;
        };
    boolean blanks = "ekl".indexOf(field.letter()) >= 0;
    char padding = field.padding() == ' ' ? (blanks ? '_' : '0') : field.padding();
    String digits = Long.toString(Math.abs(value));
    if (value < 0) {
      to.append('-');
    } else if (width == 4 && digits.length() > 4) {
      to.append('+');
    }
    if (padding != '-') {
      String filling = padding == '_' ? " " : "0";
      to.append(filling.repeat(Math.max(0, width - digits.length())));
    }
    to.append(digits);
  }

  private static void fraction(StringBuilder to, FieldPart field, int nanos) {
    int digits = field.digits() == 0 ? neededDigits(nanos) : field.digits();
    if (digits == 0) {
      return;
    }
    String all = String.format(Locale.ROOT, "%09d", nanos);
    to.append(field.withPoint() ? "." : "").append(all, 0, digits);
  }

  private static int neededDigits(int nanos) {
    if (nanos == 0) {
      return 0;
    }
    return nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
  }
}
