package dev.wadi.wasm;

import static dev.wadi.wasm.DescriptionReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.wasm.PluginDescription.Value;
import dev.wadi.wasm.SourceDescription.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the sources and sinks of a description. One of each may have the same name: then they are
/// one connector.
final class ConnectorReader {
  private static final int CONNECTORS_MAX = 100;

  /// Options that all tables have, which do not reach a plugin.
  private static final Set<String> COMMON_OPTIONS =
      Set.of(
          "connector",
          "type",
          "event_time_field",
          "watermark_field",
          "idle_micros",
          "late_table",
          "lookup.cache.max_bytes",
          "lookup.cache.ttl");

  private final JsonNode node;
  private final String name;
  private final String where;

  private ConnectorReader(JsonNode node, String what) {
    this.node = node;
    this.name = DescriptionReader.name(node, "name", DescriptionReader.PLUGIN_NAME, "a " + what);
    this.where = "%s '%s'".formatted(what, name);
  }

  static List<SourceDescription> sources(JsonNode root) {
    return all(root.path("sources"), "source", ConnectorReader::source);
  }

  static List<SinkDescription> sinks(JsonNode root) {
    return all(root.path("sinks"), "sink", ConnectorReader::sink);
  }

  /// An option that a source and a sink of the same name have means the same to both.
  static void checkShared(List<SourceDescription> sources, List<SinkDescription> sinks) {
    for (SourceDescription source : sources) {
      for (SinkDescription sink : sinks) {
        if (source.name().equals(sink.name())) {
          source
              .options()
              .conflict(sink.options())
              .ifPresent(option -> {
                throw invalid(
                    "source and sink '%s' describe the option '%s' differently"
                        .formatted(source.name(), option));
              });
        }
      }
    }
  }

  private static <T> List<T> all(JsonNode nodes, String what, Function<ConnectorReader, T> read) {
    if (nodes.size() > CONNECTORS_MAX) {
      throw invalid("it has %d %ss, at most %d".formatted(nodes.size(), what, CONNECTORS_MAX));
    }
    Set<String> names = new HashSet<>();
    List<T> all = new ArrayList<>();
    for (JsonNode node : nodes) {
      var reader = new ConnectorReader(node, what);
      if (!names.add(reader.name)) {
        throw invalid("it has the %s twice".formatted(reader.where));
      }
      all.add(read.apply(reader));
    }
    return all;
  }

  private SourceDescription source() {
    List<Value> columns = FunctionReader.columns(node, where);
    PluginOptions options = options();
    return new SourceDescription(
        name,
        DescriptionReader.export(node, name, where),
        DescriptionReader.sentence(node, where),
        options,
        columns,
        bounds(options),
        eventTime(columns));
  }

  private SinkDescription sink() {
    return new SinkDescription(
        name,
        DescriptionReader.export(node, name, where),
        DescriptionReader.sentence(node, where),
        options(),
        node.path("changelog").asBoolean(false),
        isTwoPhase(),
        maxParallelism());
  }

  private PluginOptions options() {
    PluginOptions options = OptionReader.read(node.path("options"), where);
    for (PluginOption option : options.all()) {
      if (COMMON_OPTIONS.contains(option.name())) {
        throw invalid(
            "%s has the option '%s', which is one of all tables".formatted(where, option.name()));
      }
    }
    return options;
  }

  private Bounds bounds(PluginOptions options) {
    JsonNode bounded = node.path("bounded");
    if (bounded.isMissingNode() || bounded.isBoolean()) {
      return new Bounds.Always(bounded.asBoolean(false));
    }
    String option = bounded.asText("");
    if (options.find(option).isEmpty()) {
      throw invalid(
          "%s is bounded by '%s', expected true, false or one of its options"
              .formatted(where, GuestText.shown(option)));
    }
    return new Bounds.ByOption(option);
  }

  private Optional<String> eventTime(List<Value> columns) {
    if (!node.has("event_time")) {
      return Optional.empty();
    }
    String column = node.path("event_time").asText("");
    boolean isTimestamp =
        columns.stream()
            .anyMatch(known -> known.name().equals(column) && known.format().startsWith("ts"));
    if (!isTimestamp) {
      throw invalid(
          "%s has the event time '%s', expected one of its columns that is a timestamp"
              .formatted(where, GuestText.shown(column)));
    }
    return Optional.of(column);
  }

  private boolean isTwoPhase() {
    String delivery = node.path("delivery").asText("at_least_once");
    return switch (delivery) {
      case "at_least_once" -> false;
      case "two_phase" -> true;
      default ->
          throw invalid(
              "%s has delivery '%s', expected one of [at_least_once, two_phase]"
                  .formatted(where, GuestText.shown(delivery)));
    };
  }

  private int maxParallelism() {
    JsonNode most = node.path("max_parallelism");
    if (most.isMissingNode()) {
      return Integer.MAX_VALUE;
    }
    if (!most.canConvertToInt() || most.asInt() < 1) {
      throw invalid(
          "%s has max_parallelism %s, expected a whole number of at least 1"
              .formatted(where, GuestText.shown(most.toString())));
    }
    return most.asInt();
  }
}
