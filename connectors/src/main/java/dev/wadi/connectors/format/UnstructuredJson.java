package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.WadiException;
import java.util.List;

/// JSON of which nothing is known: a table says so, and takes it apart in SQL.
final class UnstructuredJson {
  private static final String UNSTRUCTURED = "json.unstructured";

  static final List<Option> OPTIONS =
      List.of(
          Option.optional(
                  UNSTRUCTURED,
                  "true: each line is a value of the only column, value JSON, whatever it holds")
              .taking(OptionValues.FLAG.otherwise("false")));

  private UnstructuredJson() {}

  /// Whether a table in JSON is of this kind.
  static boolean isSaid(Options options) {
    return options.flag(UNSTRUCTURED, false);
  }

  /// @throws WadiException if a table whose lines have a structure is said to have none
  static void refuse(Options options) {
    if (isSaid(options)) {
      throw options.invalid(UNSTRUCTURED, "true", "'false', for the format has a structure");
    }
  }
}
