package dev.wadi.server.command;

import static dev.wadi.server.command.ServerOptions.requireBetween;

import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// With whom a server works: a part of {@link ServerOptions}.
final class ClusterOptions {
  @Option(
      names = "--join",
      paramLabel = "HOST[:PORT]",
      split = ",",
      description =
          "work together with the servers that are there, or will be; the same list may be given to"
              + " all of them. Only in a private network: see docs/deploy.md")
  private List<String> join = List.of();

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "join only servers of this name",
      defaultValue = ClusterSettings.DEFAULT_NAME)
  private String name;

  @Option(
      names = "--cluster-host",
      paramLabel = "HOST",
      description = "the address of this machine by which the other servers reach this one",
      defaultValue = ClusterSettings.DEFAULT_HOST)
  private String host;

  @Option(
      names = "--cluster-port",
      paramLabel = "PORT",
      description =
          "the port to listen on for other servers, if there is --join; 0 for any free one",
      defaultValue = "" + ClusterSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--cluster-url",
      paramLabel = "URL",
      description =
          "where the other servers send requests for this one; if absent, where it listens")
  private URI url;

  /// Empty for a server that works alone.
  ///
  /// @throws WadiException if a value cannot be used
  Optional<ClusterSettings> settings() {
    requireBetween("--cluster-port", port, 0, 65_535);
    if (join.isEmpty()) {
      return Optional.empty();
    }
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--cluster-name is '%s', expected letters, digits, '.', '_' and '-'".formatted(name));
    }
    return Optional.of(
        new ClusterSettings(name, host, port, join.stream().map(this::withPort).toList(), url()));
  }

  /// Where the other servers send requests for this one; if absent, where it listens.
  ///
  /// @throws WadiException if that is no place
  Optional<URI> url() {
    if (url != null
        && (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()))) {
      throw new WadiException(ErrorCode.INVALID_ARGUMENT, "--cluster-url is '%s'".formatted(url))
          .withHint("it begins with http:// or https://, as in http://10.0.0.5:5115");
    }
    return Optional.ofNullable(url);
  }

  // Servers of a cluster are alike.
  private String withPort(String other) {
    String[] parts = other.strip().split(":", -1);
    if (parts.length > 2 || parts[0].isEmpty()) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--join has '%s', expected HOST or HOST:PORT".formatted(other));
    }
    if (parts.length == 2 && parts[1].matches("\\d{1,5}")) {
      requireBetween("the port of --join " + other, Integer.parseInt(parts[1]), 1, 65_535);
      return parts[0] + ":" + parts[1];
    }
    if (parts.length == 2 || port == 0) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT, "--join has '%s' without a port".formatted(other));
    }
    return parts[0] + ":" + port;
  }
}
