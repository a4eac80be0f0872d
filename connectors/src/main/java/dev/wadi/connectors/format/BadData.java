package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import java.util.List;

/// What happens to a malformed row.
enum BadData {
  /// The job fails, with file and line.
  FAIL,
  /// The row is left out, with a warning in the log.
  DROP;

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "bad_data", "what to do with a malformed row: 'fail' (default) or 'drop' it")
              .taking(OptionValues.oneOf(BadData.class).otherwise("fail")));
}
