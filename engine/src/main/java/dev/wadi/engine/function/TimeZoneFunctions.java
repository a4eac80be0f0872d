package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/// Moments, and the dates and times that they have in a zone.
final class TimeZoneFunctions {
  private static final DateTimeFormatter DATE_AND_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("x");
  private static final DateTimeFormatter LONG_OFFSET = DateTimeFormatter.ofPattern("xxx");
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[ ]")
          .appendPattern("[XXX][X]")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeZoneFunctions() {}

  @BuiltIn(
      names = "timezone",
      description =
          "The date and time that a moment has in a zone, and the moment that has a date and time"
              + " there; of a time that clocks skip, the moment that comes as much later, and of"
              + " one that they show twice, the second. Also `time AT TIME ZONE zone`.",
      example = "timezone('America/New_York', '2024-05-06 07:08:09+00'::TIMESTAMPTZ)",
      result = "2024-05-06T03:08:09")
  static LocalDateTime timezone(TimeZoneName zone, Instant moment) {
    return LocalDateTime.ofInstant(moment, zone.zone());
  }

  @BuiltIn(
      names = "timezone",
      example = "timezone('America/New_York', TIMESTAMP '2024-05-06 07:08:09')",
      result = "2024-05-06T11:08:09")
  static Instant timezone(TimeZoneName zone, LocalDateTime time) {
    return moment(zone.zone(), time);
  }

  @BuiltIn(
      names = "parse_timestamptz",
      description =
          "A text as a moment: an offset behind the date and time counts, otherwise they are those"
              + " of the zone. Also `CAST(text AS TIMESTAMPTZ)`.",
      example = "parse_timestamptz('Europe/Berlin', '2024-05-06 07:08:09')",
      result = "2024-05-06T05:08:09")
  static Instant parseTimestamptz(TimeZoneName zone, String text) {
    try {
      return moment(zone.zone(), text);
    } catch (DateTimeParseException e) {
      throw new WadiException(
              ErrorCode.INVALID_CAST, "'%s' is not a valid TIMESTAMPTZ".formatted(text), e)
          .withHint("TRY_CAST gives NULL instead of an error");
    }
  }

  @BuiltIn(
      names = "try_parse_timestamptz",
      description = "A text as a moment; NULL if it is none.",
      example = "try_parse_timestamptz('UTC', 'tomorrow')",
      result = "null",
      nullable = true)
  static Instant tryParseTimestamptz(TimeZoneName zone, String text) {
    try {
      return moment(zone.zone(), text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Instant moment(ZoneId zone, LocalDateTime time) {
    return time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }

  private static Instant moment(ZoneId zone, String text) {
    TemporalAccessor parsed =
        READ.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> moment(zone, time);
      default -> LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    };
  }

  @BuiltIn(
      names = "format_timestamptz",
      description =
          "A moment as text, with the date and time that it has in a zone, and the zone's offset"
              + " then. Also `CAST(time AS TEXT)`.",
      example = "format_timestamptz('Europe/Berlin', '2024-05-06 07:08:09+00'::TIMESTAMPTZ)",
      result = "2024-05-06 09:08:09+02")
  static String formatTimestamptz(TimeZoneName zone, Instant moment) {
    ZonedDateTime time = moment.atZone(zone.zone());
    ZoneOffset offset = time.getOffset();
    DateTimeFormatter suffix = offset.getTotalSeconds() % 3600 == 0 ? OFFSET : LONG_OFFSET;
    return DATE_AND_TIME.format(time) + suffix.format(time);
  }
}
