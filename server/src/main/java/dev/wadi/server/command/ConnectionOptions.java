package dev.wadi.server.command;

import static dev.wadi.server.command.ServerOptions.requireBetween;

import dev.wadi.server.connection.ConnectionSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/// What a server grants to clients: a part of {@link ServerOptions}.
final class ConnectionOptions {
  private static final int SECONDS_MAX = 86_400;
  private static final int CONNECTIONS_MAX = 1_000_000;

  @Option(
      names = "--max-connections",
      paramLabel = "NUMBER",
      description = "connections at a time, of HTTP and gRPC together",
      defaultValue = "" + ConnectionSettings.DEFAULT_MOST)
  private int most;

  @Option(
      names = "--max-connections-per-address",
      paramLabel = "NUMBER",
      description = "connections at a time from one address",
      defaultValue = "" + ConnectionSettings.DEFAULT_MOST_PER_ADDRESS)
  private int mostPerAddress;

  @Option(
      names = "--header-timeout",
      paramLabel = "SECONDS",
      description = "how long the line and the headers of a request may take",
      defaultValue = "" + ConnectionSettings.DEFAULT_HEAD_SECONDS)
  private int headSeconds;

  @Option(
      names = "--body-timeout",
      paramLabel = "SECONDS",
      description = "how long the body of a request may take, after that",
      defaultValue = "" + ConnectionSettings.DEFAULT_BODY_SECONDS)
  private int bodySeconds;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      description = "how long a connection may stay open without a request",
      defaultValue = "" + ConnectionSettings.DEFAULT_IDLE_SECONDS)
  private int idleSeconds;

  @Option(
      names = "--stall-timeout",
      paramLabel = "SECONDS",
      description = "how long a client may read nothing of an answer",
      defaultValue = "" + ConnectionSettings.DEFAULT_STALL_SECONDS)
  private int stallSeconds;

  @Option(
      names = "--drain-timeout",
      paramLabel = "SECONDS",
      description = "how long requests may go on after the server was asked to stop",
      defaultValue = "" + ConnectionSettings.DEFAULT_DRAIN_SECONDS)
  private int drainSeconds;

  /// @throws dev.wadi.sdk.error.WadiException if a value cannot be used
  ConnectionSettings settings() {
    requireBetween("--max-connections", most, 1, CONNECTIONS_MAX);
    requireBetween("--max-connections-per-address", mostPerAddress, 1, CONNECTIONS_MAX);
    return new ConnectionSettings(
        most,
        mostPerAddress,
        time("--header-timeout", headSeconds, 1),
        time("--body-timeout", bodySeconds, 1),
        time("--idle-timeout", idleSeconds, 1),
        time("--stall-timeout", stallSeconds, 1),
        time("--drain-timeout", drainSeconds, 0));
  }

  private static Duration time(String option, int seconds, int min) {
    requireBetween(option, seconds, min, SECONDS_MAX);
    return Duration.ofSeconds(seconds);
  }
}
