package dev.wadi.connectors.filesystem;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Pattern;

/// Folders that are named for a time: `%Y/%m/%d` is `2001/02/03`. Each folder is a text with such
/// marks in it.
final class TimePattern {
  /// For messages.
  static final String EXPECTED =
      "folders such as '%Y-%m-%d/%H', of letters, digits, '-', '_', '.', ':', '=', '+' and"
          + " %Y, %y, %m, %d, %j, %H, %M, %S, %F, %G, %V; none begins with '.' or '_'";

  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_.:=+-]");
  // What would be hidden from readers, or lead to another place.
  private static final Pattern NO_FOLDER = Pattern.compile("^$|^[._/]|//|/[._]|/$");

  private final DateTimeFormatter formatter;

  private TimePattern(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /// @throws IllegalArgumentException if it is none
  static TimePattern parse(String pattern) {
    if (NO_FOLDER.matcher(pattern).find()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    var builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char character = pattern.charAt(i);
      if (character == '%' && i + 1 < pattern.length()) {
        appendMark(builder, pattern.charAt(++i));
      } else if (character == '/' || LITERAL.matcher(String.valueOf(character)).matches()) {
        builder.appendLiteral(character);
      } else {
        throw new IllegalArgumentException(EXPECTED);
      }
    }
    return new TimePattern(builder.toFormatter(Locale.ROOT));
  }

  private static void appendMark(DateTimeFormatterBuilder builder, char mark) {
    switch (mark) {
      case 'Y' -> builder.appendPattern("uuuu");
      case 'y' -> builder.appendPattern("uu");
      case 'm' -> builder.appendPattern("MM");
      case 'd' -> builder.appendPattern("dd");
      case 'j' -> builder.appendPattern("DDD");
      case 'H' -> builder.appendPattern("HH");
      case 'M' -> builder.appendPattern("mm");
      case 'S' -> builder.appendPattern("ss");
      case 'F' -> builder.appendPattern("uuuu-MM-dd");
      case 'G' -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
      case 'V' -> builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
      default -> throw new IllegalArgumentException(EXPECTED);
    }
  }

  /// @param value since 1970
  void append(StringBuilder path, long value, ChronoUnit unit) {
    Instant time = Instant.EPOCH.plus(value, unit);
    formatter.formatTo(LocalDateTime.ofInstant(time, ZoneOffset.UTC), path);
  }
}
