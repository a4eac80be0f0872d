package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.List;

/// How JSON spells what it has no type for.
///
/// @param timestamps as text or as a number
/// @param decimals as a number, as text, or as bytes
/// @param schema whether each row stands beside its schema
public record JsonOptions(Timestamps timestamps, Decimals decimals, boolean schema) {
  public static final JsonOptions DEFAULT =
      new JsonOptions(Timestamps.RFC3339, Decimals.NUMBER, false);

  /// As Debezium has them unless it is told otherwise.
  public static final JsonOptions DEBEZIUM =
      new JsonOptions(Timestamps.UNIX_MILLIS, Decimals.BYTES, false);

  private static final String TIMESTAMP_FORMAT = "json.timestamp_format";
  private static final String DECIMAL_ENCODING = "json.decimal_encoding";

  /// The options of a table in this format.
  public static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  TIMESTAMP_FORMAT,
                  "timestamps as 'rfc3339' text (default) or 'unix_millis' numbers (default of"
                      + " 'debezium_json')")
              .taking(OptionValues.oneOf(Timestamps.class)),
          Option.optional(
                  DECIMAL_ENCODING,
                  "decimals as a 'number' (default), a 'string', or the 'bytes' of the number"
                      + " without its point in base64 (default of 'debezium_json')")
              .taking(OptionValues.oneOf(Decimals.class)));

  public enum Timestamps {
    /// `2001-02-03T04:05:06.7`, without a zone, as all of our timestamps are.
    RFC3339,
    /// Milliseconds since 1970, as a number; finer digits are cut off.
    UNIX_MILLIS
  }

  public enum Decimals {
    /// `1.50`
    NUMBER,
    /// `"1.50"`
    STRING,
    /// `"AJY="`: 150, as a two's complement in big-endian order, in base64.
    BYTES
  }

  public static JsonOptions of(Options options) {
    return over(DEFAULT, options);
  }

  static JsonOptions debezium(Options options) {
    return over(DEBEZIUM, options);
  }

  private static JsonOptions over(JsonOptions defaults, Options options) {
    return new JsonOptions(
        options.choice(TIMESTAMP_FORMAT, Timestamps.class).orElse(defaults.timestamps),
        options.choice(DECIMAL_ENCODING, Decimals.class).orElse(defaults.decimals),
        defaults.schema);
  }

  JsonOptions withSchema(boolean included) {
    return new JsonOptions(timestamps, decimals, included);
  }

  boolean unixMillis() {
    return timestamps == Timestamps.UNIX_MILLIS;
  }
}
