package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// A pattern for times in the manner of C's `strftime`, as Rust's chrono reads it: `%Y-%m-%d`.
public final class TimeFormat {

  private final String source;
  private final List<Part> parts;

  /// A literal text or a field.
  sealed interface Part {}

  record Literal(String text) implements Part {}

  /// @param padding `-` none, `_` blanks, `0` zeros, or the field's own if it is a blank
  /// @param digits of a fraction of a second, or 0 for as many as it takes
  record FieldPart(char letter, char padding, int digits, boolean withPoint) implements Part {}

  private TimeFormat(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /// @throws WadiException with INVALID_ARGUMENT if it is no format
  public static TimeFormat of(String source) {
    List<Part> parts = new ArrayList<>();
    new TimeFormatParser(source, parts).parse();
    return new TimeFormat(source, List.copyOf(parts));
  }

  String source() {
    return source;
  }

  List<Part> parts() {
    return parts;
  }

  String format(LocalDateTime time) {
    StringBuilder result = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Literal literal -> result.append(literal.text());
        case FieldPart field -> TimeFormatter.append(result, field, time);
      }
    }
    return result.toString();
  }

  String format(LocalTime time) {
    for (Part part : parts) {
      if (part instanceof FieldPart field && "HIklMSfpP".indexOf(field.letter()) < 0) {
        throw invalid(source, "a time of the day has no %" + field.letter());
      }
    }
    return format(LocalDate.EPOCH.atTime(time));
  }

  static WadiException invalid(String source, String problem) {
    return new WadiException(
            ErrorCode.INVALID_ARGUMENT, "'%s' is not a time format: %s".formatted(source, problem))
        .withHint("fields are %Y %m %d %H %M %S %f %.3f %a %b %j %p %s and others of strftime");
  }

  static String shorthand(char letter) {
    return switch (letter) {
      case 'D', 'x' -> "%m/%d/%y";
      case 'F' -> "%Y-%m-%d";
      case 'T', 'X' -> "%H:%M:%S";
      case 'R' -> "%H:%M";
      case 'r' -> "%I:%M:%S %p";
      case 'c' -> "%a %b %e %H:%M:%S %Y";
      case '+' -> "%Y-%m-%dT%H:%M:%S%.f%:z";
      case 'v' -> "%e-%b-%Y";
      default -> null;
    };
  }
}
