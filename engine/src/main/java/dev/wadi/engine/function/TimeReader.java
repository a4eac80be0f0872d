package dev.wadi.engine.function;

import dev.wadi.engine.function.TimeFormat.FieldPart;
import dev.wadi.engine.function.TimeFormat.Literal;
import dev.wadi.engine.function.TimeFormat.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads one text by a {@link TimeFormat}.
final class TimeReader {
  private static final int NANO_DIGITS = 9;
  private static final List<String> MONTHS =
      Arrays.stream(Month.values())
          .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
          .toList();
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
          .toList();

  private final String text;
  private final Map<Character, Long> fields = new HashMap<>();
  private int at;

  TimeReader(String text) {
    this.text = text;
  }

  /// Null if the text does not fit.
  LocalDateTime read(TimeFormat format) {
    for (Part part : format.parts()) {
      boolean fits =
          switch (part) {
            case Literal literal -> literal(literal.text());
            case FieldPart field -> field(field);
          };
      if (!fits) {
        return null;
      }
    }
    return at == text.length() ? time() : null;
  }

  // A blank stands for any number of them.
  private boolean literal(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (Character.isWhitespace(literal.charAt(i))) {
        skipBlanks();
      } else if (at < text.length() && text.charAt(at) == literal.charAt(i)) {
        at++;
      } else {
        return false;
      }
    }
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean field(FieldPart field) {
    return switch (field.letter()) {
      case 'Y' -> signedNumber('Y', 4);
      case 'm', 'd', 'H', 'M', 'S', 'I', 'y' -> number(field.letter(), 2);
      case 'e' -> number('d', 2);
      case 'k' -> number('H', 2);
      case 'l' -> number('I', 2);
      case 'j' -> number('j', 3);
      case 's' -> signedNumber('s', 18);
      case 'b', 'B', 'h' -> name('m', MONTHS);
      case 'a', 'A' -> name('a', DAYS);
      case 'p', 'P' -> halfOfDay();
      case 'f' -> fraction(field);
      case 'z', ':' -> offset();
      case 'Z' -> literal("UTC");
      default -> throw TimeFormat.invalid("%" + field.letter(), "it is only for writing");
    };
  }

  private boolean number(char name, int digitsMax) {
    skipBlanks();
    int from = at;
    while (at < text.length() && at - from < digitsMax && isDigit(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      return false;
    }
    fields.put(name, Long.parseLong(text.substring(from, at)));
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean signedNumber(char name, int digitsMax) {
    skipBlanks();
    boolean negative = text.startsWith("-", at);
    boolean signed = negative || text.startsWith("+", at);
    at += signed ? 1 : 0;
    boolean read = number(name, signed ? Math.max(6, digitsMax) : digitsMax);
    if (read && negative) {
      fields.computeIfPresent(name, (_, value) -> -value);
    }
    return read;
  }

  // In full or by the first three letters.
  private boolean name(char field, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String full = names.get(i);
      for (String candidate : List.of(full, full.substring(0, 3))) {
        if (text.regionMatches(true, at, candidate, 0, candidate.length())) {
          at += candidate.length();
          fields.put(field, i + 1L);
          return true;
        }
      }
    }
    return false;
  }

  private boolean halfOfDay() {
    boolean morning = text.regionMatches(true, at, "am", 0, 2);
    boolean afternoon = text.regionMatches(true, at, "pm", 0, 2);
    at += 2;
    fields.put('p', afternoon ? 1L : 0L);
    return morning || afternoon;
  }

  // Without digits asked for, %f counts nanoseconds and %.f takes what comes.
  private boolean fraction(FieldPart field) {
    if (field.withPoint() && !text.startsWith(".", at)) {
      return field.digits() == 0;
    }
    at += field.withPoint() ? 1 : 0;
    int from = at;
    boolean exact = field.digits() > 0 && field.digits() < NANO_DIGITS;
    if (!number('f', exact ? field.digits() : NANO_DIGITS)) {
      return false;
    }
    int digits = at - from;
    if (exact && digits < field.digits()) {
      return false;
    }
    boolean counted = !field.withPoint() && field.digits() == NANO_DIGITS;
    long scale = counted ? 1 : (long) Math.pow(10, NANO_DIGITS - digits);
    fields.computeIfPresent('f', (_, value) -> value * scale);
    return true;
  }

  private boolean offset() {
    if (text.startsWith("Z", at)) {
      at++;
      fields.put('z', 0L);
      return true;
    }
    int length = text.startsWith(":", Math.min(text.length(), at + 3)) ? 6 : 5;
    if (at + length > text.length()) {
      return false;
    }
    try {
      ZoneOffset offset = ZoneOffset.of(text.substring(at, at + length));
      fields.put('z', (long) offset.getTotalSeconds());
      at += length;
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  // Null if the fields contradict each other or the date is not said.
  private LocalDateTime time() {
    try {
      Long seconds = fields.get('s');
      long nanos = fields.getOrDefault('f', 0L);
      if (seconds != null) {
        return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
      }
      LocalDate date = date();
      if (date == null) {
        return null;
      }
      LocalTime time =
          LocalTime.of(hour(), field('M').intValue(), field('S').intValue(), (int) nanos);
      return date.atTime(time).minusSeconds(field('z'));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Long field(char name) {
    return fields.getOrDefault(name, 0L);
  }

  private LocalDate date() {
    Long year = year();
    if (year == null) {
      return null;
    }
    LocalDate date;
    if (fields.containsKey('j')) {
      date = LocalDate.ofYearDay(year.intValue(), field('j').intValue());
    } else if (fields.containsKey('m') && fields.containsKey('d')) {
      date = LocalDate.of(year.intValue(), field('m').intValue(), field('d').intValue());
    } else {
      return null;
    }
    boolean rightDay =
        !fields.containsKey('a') || date.getDayOfWeek().getValue() == field('a').intValue();
    return rightDay ? date : null;
  }

  // Two digits mean 1970 to 2069.
  private Long year() {
    if (fields.containsKey('Y') || !fields.containsKey('y')) {
      return fields.get('Y');
    }
    long inCentury = field('y');
    return inCentury < 70 ? 2000 + inCentury : 1900 + inCentury;
  }

  private int hour() {
    if (!fields.containsKey('I')) {
      return field('H').intValue();
    }
    return field('I').intValue() % 12 + (field('p') == 1 ? 12 : 0);
  }
}
