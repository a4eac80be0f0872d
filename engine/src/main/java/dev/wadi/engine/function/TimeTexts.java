package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Timestamps in texts.
final class TimeTexts {
  private static final Pattern ISO =
      Pattern.compile(
          "([+-]?\\d{4,6}-\\d{2}-\\d{2})"
              + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
              + "\\s*(Z|z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?");

  private TimeTexts() {}

  /// @throws WadiException with INVALID_CAST
  static LocalDateTime timestamp(String text) {
    Matcher iso = ISO.matcher(text.strip());
    if (!iso.matches()) {
      throw invalid(text, null);
    }
    try {
      LocalDate date = LocalDate.parse(iso.group(1));
      LocalTime time = iso.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(iso.group(2));
      return date.atTime(time).minusSeconds(offsetSeconds(iso.group(3)));
    } catch (DateTimeException e) {
      throw invalid(text, e);
    }
  }

  private static int offsetSeconds(String offset) {
    return offset == null || Character.isLetter(offset.charAt(0))
        ? 0
        : ZoneOffset.of(offset).getTotalSeconds();
  }

  private static WadiException invalid(String text, DateTimeException cause) {
    return new WadiException(
        ErrorCode.INVALID_CAST, "'%s' is not a timestamp".formatted(text), cause);
  }

  /// By the first of the formats that fits; as in ISO 8601 if there are none.
  ///
  /// @throws WadiException with INVALID_CAST
  static LocalDateTime timestamp(String text, TimeFormat... formats) {
    if (formats.length == 0) {
      return timestamp(text);
    }
    for (TimeFormat format : formats) {
      LocalDateTime time = new TimeReader(text).read(format);
      if (time != null) {
        return time;
      }
    }
    throw new WadiException(
        ErrorCode.INVALID_CAST,
        "'%s' does not have the format '%s'"
            .formatted(
                text,
                Arrays.stream(formats)
                    .map(TimeFormat::source)
                    .collect(Collectors.joining("' or '"))));
  }
}
