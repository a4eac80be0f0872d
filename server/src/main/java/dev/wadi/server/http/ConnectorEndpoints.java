package dev.wadi.server.http;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Connector;
import java.util.List;

/// `connectors` and `ping`.
final class ConnectorEndpoints {
  private final List<Connector> connectors;

  ConnectorEndpoints(List<Connector> connectors) {
    this.connectors = connectors;
  }

  Reply ping(ApiRequest request) {
    return Reply.ok(new Pong("pong"));
  }

  Reply all(ApiRequest request) {
    return Reply.ok(Listing.of(connectors.stream().map(ConnectorView::of).toList()));
  }

  private record Pong(String ping) {}

  private record ConnectorView(
      String name,
      String description,
      boolean source,
      boolean sink,
      List<Connector.Option> options) {
    private static ConnectorView of(Connector connector) {
      return new ConnectorView(
          connector.name(),
          connector.description(),
          connector instanceof CanRead,
          connector instanceof CanWrite,
          connector.options());
    }
  }
}
