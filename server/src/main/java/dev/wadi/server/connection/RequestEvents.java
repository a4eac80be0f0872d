package dev.wadi.server.connection;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;

/// Tells connections of their requests: what Vert.x would tell somebody who measures.
final class RequestEvents implements VertxMetrics {
  private final Connections connections;

  RequestEvents(Connections connections) {
    this.connections = connections;
  }

  @Override
  public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(
      HttpServerOptions options, SocketAddress localAddress) {
    return new OfServer(connections);
  }

  // A connection that is not known any more has just been closed.
  private record OfServer(Connections connections)
      implements HttpServerMetrics<Exchange, Void, Connection> {
    @Override
    public Connection connected(SocketAddress remote, String name) {
      return connections.find(remote);
    }

    @Override
    public Exchange requestBegin(Connection connection, HttpRequest request) {
      return connection == null ? null : connection.begin(isMultiplexed(request));
    }

    private static boolean isMultiplexed(HttpRequest request) {
      return request instanceof HttpServerRequest known && known.version() == HttpVersion.HTTP_2;
    }

    @Override
    public void requestEnd(Exchange exchange, HttpRequest request, long bytes) {
      if (exchange != null) {
        exchange.received();
      }
    }

    @Override
    public void requestReset(Exchange exchange) {
      if (exchange != null) {
        exchange.answered();
      }
    }

    @Override
    public void responseEnd(Exchange exchange, HttpResponse response, long bytes) {
      if (exchange != null) {
        exchange.answered();
      }
    }
  }
}
