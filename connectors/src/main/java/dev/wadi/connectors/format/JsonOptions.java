package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.Options;
import java.util.List;

/// How JSON spells what it has no type for.
///
/// @param timestamps as text or as a number
public record JsonOptions(Timestamps timestamps) {
  public static final JsonOptions DEFAULT = new JsonOptions(Timestamps.RFC3339);

  /// The options of a table in this format.
  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
              "json.timestamp_format",
              "timestamps as 'rfc3339' text (default) or 'unix_millis' numbers"));

  public enum Timestamps {
    /// `2001-02-03T04:05:06.7`, without a zone, as all of our timestamps are.
    RFC3339,
    /// Milliseconds since 1970, as a number; finer digits are cut off.
    UNIX_MILLIS
  }

  static JsonOptions of(Options options) {
    return new JsonOptions(
        options.choice("json.timestamp_format", Timestamps.class).orElse(Timestamps.RFC3339));
  }

  boolean unixMillis() {
    return timestamps == Timestamps.UNIX_MILLIS;
  }
}
