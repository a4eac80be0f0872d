package dev.wadi.server.flight.client;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.http.HttpSettings;
import java.net.URI;
import java.util.Set;

/// Where a server answers gRPC.
///
/// @param tls whether connections are encrypted
public record FlightAddress(String host, int port, boolean tls) {
  private static final Set<String> IN_THE_CLEAR = Set.of("grpc", "grpc+tcp");
  private static final Set<String> ENCRYPTED = Set.of("grpcs", "grpc+tls");

  /// The address in a URL: `grpc://host:5116` or, with TLS, `grpcs://host:5116`. The URL of HTTP
  /// will do as well: then it is the port after that one.
  ///
  /// @throws WadiException if it is neither
  public static FlightAddress of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (url.getHost() == null
        || !http && !IN_THE_CLEAR.contains(scheme) && !ENCRYPTED.contains(scheme)) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "'%s' is no address".formatted(url))
          .withHint("write grpc://HOST:PORT, with TLS grpcs://HOST:PORT, or the URL of HTTP");
    }
    int httpPort = http && url.getPort() > 0 ? url.getPort() : HttpSettings.DEFAULT_PORT;
    int port = http || url.getPort() < 0 ? HttpSettings.grpcPort(httpPort) : url.getPort();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    return new FlightAddress(host, port, scheme.equals("https") || ENCRYPTED.contains(scheme));
  }

  /// As {@link #of} takes it.
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return "%s://%s:%d".formatted(tls ? "grpcs" : "grpc", shown, port);
  }
}
