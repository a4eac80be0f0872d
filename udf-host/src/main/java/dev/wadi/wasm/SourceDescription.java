package dev.wadi.wasm;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.wadi.sdk.connector.Options;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a module says about a source.
///
/// @param name of the connector
/// @param export what the names of its functions begin with
/// @param description one sentence
/// @param columns none if tables declare what columns they have
/// @param eventTime the column that tells when a row happened
record SourceDescription(
    String name,
    String export,
    String description,
    PluginOptions options,
    List<Value> columns,
    Bounds bounds,
    Optional<String> eventTime) {
  static final String SPLITS = "_splits";
  static final String OPEN = "_open";
  static final String POLL = "_poll";
  static final String POSITION = "_position";
  static final String CLOSE = "_close";

  SourceDescription {
    columns = List.copyOf(columns);
  }

  /// Whether tables end.
  sealed interface Bounds {
    record Always(boolean bounded) implements Bounds {}

    /// Those do that have an option, which is not false.
    record ByOption(String name) implements Bounds {}
  }

  /// The columns that every table may have, if that is for the plugin to say.
  Optional<Schema> schema() {
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Schema(columns.stream().map(Value::field).toList()));
  }

  /// Whether a table with these options ends.
  boolean isBounded(Options given) {
    return switch (bounds) {
      case Bounds.Always(boolean bounded) -> bounded;
      case Bounds.ByOption(String option) ->
          options.find(option).orElseThrow().value(given, "").stream()
              .anyMatch(value -> !value.equals(BooleanNode.FALSE));
    };
  }

  void checkExports(ModuleChecker checker) {
    checker.checkConnectorExports(export, List.of(OPEN, POLL, POSITION), List.of(SPLITS, CLOSE));
  }
}
