package dev.wadi.connectors.option;

import dev.wadi.sdk.connector.Options;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time as an option's value: `500 milliseconds`, `1 hour 30 minutes`, `10s`.
public final class TimeSpan {
  private static final Pattern PART = Pattern.compile("\\s*(\\d{1,12})\\s*([a-z]+)\\s*");
  private static final String EXPECTED =
      "a time span greater than 0 such as '500 milliseconds' or '1 minute 30 seconds'";

  private TimeSpan() {}

  /// The option in nanoseconds, greater than zero.
  public static OptionalLong nanos(Options options, String name) {
    String value = options.text(name).orElse(null);
    if (value == null) {
      return OptionalLong.empty();
    }
    long nanos = parse(value.toLowerCase(Locale.ROOT));
    if (nanos <= 0) {
      throw options.invalid(name, value, EXPECTED);
    }
    return OptionalLong.of(nanos);
  }

  // Zero or less if it is not a time span.
  private static long parse(String text) {
    Matcher part = PART.matcher(text);
    long nanos = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      long unit = unitNanos(part.group(2));
      long number = Long.parseLong(part.group(1));
      if (unit == 0 || number > Long.MAX_VALUE / 4 / unit) {
        return 0;
      }
      nanos += number * unit;
      end = part.end();
    }
    return end == text.length() ? nanos : 0;
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns", "nanosecond", "nanoseconds" -> 1;
      case "us", "microsecond", "microseconds" -> 1_000;
      case "ms", "millisecond", "milliseconds" -> 1_000_000;
      case "s", "sec", "second", "seconds" -> 1_000_000_000L;
      case "m", "min", "minute", "minutes" -> 60_000_000_000L;
      case "h", "hour", "hours" -> 3_600_000_000_000L;
      case "d", "day", "days" -> 86_400_000_000_000L;
      default -> 0;
    };
  }
}
