package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.List;

/// What happens to a malformed row.
public enum BadData {
  /// The job fails, with file and line.
  FAIL,
  /// The row is left out, with a warning in the log.
  DROP;

  public static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "bad_data", "what to do with a malformed row: 'fail' (default) or 'drop' it")
              .taking(OptionValues.oneOf(BadData.class).otherwise("fail")));

  /// What a table says.
  public static BadData of(Options options) {
    return options.choice("bad_data", BadData.class).orElse(FAIL);
  }
}
