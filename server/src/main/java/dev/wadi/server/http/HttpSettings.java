package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.connection.ConnectionSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Where and how the server is reached.
///
/// @param host an address of this machine; without tokens, a loopback address
/// @param port 0 for any free one
/// @param grpcPort the same, for gRPC
/// @param tls absent for connections in the clear
/// @param requestRate how many requests a second the holder of a token may send; 0 for any number
/// @param connections how many there may be, and how long clients may take
public record HttpSettings(
    String host,
    int port,
    int grpcPort,
    Optional<TlsSettings> tls,
    int requestRate,
    ConnectionSettings connections) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 5115;
  public static final int DEFAULT_REQUEST_RATE = 1_000;

  /// In the clear.
  public static HttpSettings of(String host, int port) {
    return new HttpSettings(
        host,
        port,
        grpcPort(port),
        Optional.empty(),
        DEFAULT_REQUEST_RATE,
        ConnectionSettings.defaults());
  }

  /// The port of gRPC, unless somebody wants another: the one after HTTP's, or any free one.
  public static int grpcPort(int port) {
    return port == 0 ? 0 : port + 1;
  }

  HttpSettings withRequestRate(int perSecond) {
    return new HttpSettings(host, port, grpcPort, tls, perSecond, connections);
  }

  HttpSettings withConnections(ConnectionSettings others) {
    return new HttpSettings(host, port, grpcPort, tls, requestRate, others);
  }

  /// @throws WadiException if the host has no address
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "unknown host '%s'".formatted(host), e);
    }
  }
}
