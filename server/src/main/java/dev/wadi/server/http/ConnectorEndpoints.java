package dev.wadi.server.http;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.PluginConnector;
import java.util.List;
import java.util.function.Supplier;

/// `connectors`.
final class ConnectorEndpoints {
  private final Supplier<List<Connector>> connectors;

  /// @param connectors those that there are now
  ConnectorEndpoints(Supplier<List<Connector>> connectors) {
    this.connectors = connectors;
  }

  Reply all(ApiRequest request) {
    return Reply.ok(Listing.of(connectors.get().stream().map(ConnectorView::of).toList()));
  }

  private record ConnectorView(
      String name,
      String description,
      String plugin,
      boolean source,
      boolean sink,
      List<Connector.Option> options) {
    private static ConnectorView of(Connector connector) {
      return new ConnectorView(
          connector.name(),
          connector.description(),
          connector instanceof PluginConnector one ? one.plugin().name() : null,
          connector instanceof CanRead,
          connector instanceof CanWrite,
          connector.options());
    }
  }
}
