package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.List;

/// How a file is cut into records: at line feeds.
///
/// @param maxBytes a longer line is malformed
record Framing(int maxBytes) {
  static final Framing DEFAULT = new Framing(256 * 1024 * 1024);

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  "framing", "how records are told apart: 'newline', which is also the default")
              .taking(OptionValues.oneOf(Method.class).otherwise("newline")),
          Option.optional(
                  "framing.newline.max_length", "how many bytes a line may have; default 268435456")
              .taking(OptionValues.INTEGER.otherwise("268435456")));

  private enum Method {
    NEWLINE
  }

  static Framing of(Options options) {
    options.choice("framing", Method.class);
    String option = "framing.newline.max_length";
    long bytes = options.integer(option, 1).orElse(DEFAULT.maxBytes);
    if (bytes > DEFAULT.maxBytes) {
      throw options.invalid(option, Long.toString(bytes), "at most " + DEFAULT.maxBytes);
    }
    return new Framing((int) bytes);
  }
}
