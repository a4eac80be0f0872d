package dev.wadi.server.command;

import dev.wadi.server.client.ApiClient;
import dev.wadi.server.client.TrustedCertificate;
import dev.wadi.server.flight.client.FlightAddress;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.http.HttpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// The server that a command talks to.
final class ServerAddress {
  private static final String URL = "--url";
  private static final String URL_VARIABLE = "WADI_URL";
  private static final String DEFAULT_URL =
      "http://" + HttpSettings.DEFAULT_HOST + ":" + HttpSettings.DEFAULT_PORT;

  @Option(
      names = URL,
      description = "the server (default: " + URL_VARIABLE + ", or else " + DEFAULT_URL + ")",
      defaultValue = "${env:" + URL_VARIABLE + ":-" + DEFAULT_URL + "}",
      scope = ScopeType.INHERIT)
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "who is asking; @FILE reads it from a file, so that nobody sees it in the list of"
              + " processes (default: WADI_TOKEN)",
      defaultValue = "${env:WADI_TOKEN:-" + Option.NULL_VALUE + "}",
      scope = ScopeType.INHERIT)
  private String token;

  @Option(
      names = "--ca-certificate",
      paramLabel = "FILE.pem",
      description =
          "trust the server's certificate if this one vouches for it (default: WADI_CA_CERTIFICATE,"
              + " or else whom Java trusts)",
      defaultValue = "${env:WADI_CA_CERTIFICATE:-" + Option.NULL_VALUE + "}",
      scope = ScopeType.INHERIT)
  private Path authority;

  /// A client of gRPC.
  ///
  /// @param server as {@link FlightAddress#of} takes it
  FlightSqlClient flightClient(URI server) {
    if (authority != null) {
      TrustedCertificate.in(authority);
    }
    return new FlightSqlClient(
        FlightAddress.of(server), Optional.ofNullable(token), Optional.ofNullable(authority));
  }

  URI url() {
    return url;
  }

  /// Whether the user has named a server.
  boolean isNamed(ParseResult parsed) {
    return parsed.hasMatchedOption(URL) || System.getenv(URL_VARIABLE) != null;
  }

  ApiClient client() {
    Optional<SSLContext> trust = Optional.ofNullable(authority).map(TrustedCertificate::in);
    return new ApiClient(url, Optional.ofNullable(token), trust);
  }
}
