package dev.wadi.server.http;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.UsesPlugins;
import dev.wadi.server.pipeline.Plugins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `connectors` and `formats`.
final class ConnectorEndpoints {
  private final Supplier<List<Connector>> connectors;
  private final Plugins plugins;

  /// @param connectors those that there are now
  ConnectorEndpoints(Supplier<List<Connector>> connectors, Plugins plugins) {
    this.connectors = connectors;
    this.plugins = plugins;
  }

  /// Those of plugins behind those that are built in.
  Reply all(ApiRequest request) {
    return Reply.ok(Page.of(request, connectors.get(), Connector::name).map(ConnectorView::of));
  }

  /// The same for formats.
  Reply formats(ApiRequest request) {
    Stream<FormatView> builtIn =
        Stream.concat(
            Arrays.stream(FileFormat.Kind.values()).map(FormatView::of),
            Stream.of(FormatView.avro()));
    Stream<FormatView> ofPlugins =
        plugins.all().stream()
            .filter(plugins::isLatest)
            .flatMap(plugin -> plugin.formats().stream())
            .map(FormatView::of);
    return Reply.ok(Page.of(request, Stream.concat(builtIn, ofPlugins).toList(), FormatView::name));
  }

  /// @param schema of its options, besides those that all tables have
  private record ConnectorView(
      String name,
      String description,
      String plugin,
      boolean source,
      boolean sink,
      boolean lookup,
      List<OptionView> options,
      Map<String, Object> schema) {
    private static ConnectorView of(Connector connector) {
      return new ConnectorView(
          connector.name(),
          connector.description(),
          connector instanceof PluginConnector one ? one.plugin().name() : null,
          connector instanceof CanRead,
          connector instanceof CanWrite,
          connector instanceof CanLookup,
          OptionView.all(connector.options()),
          OptionSchema.of(connector.options(), connector instanceof UsesPlugins));
    }
  }
}
