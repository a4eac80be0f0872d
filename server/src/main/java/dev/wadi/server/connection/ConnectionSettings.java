package dev.wadi.server.connection;

import java.time.Duration;

/// What is granted to clients.
///
/// @param most how many connections there may be
/// @param mostPerAddress how many of one address
/// @param head how long the head of a request may take, from its first byte
/// @param body how long its body may take
/// @param idle how long a connection may stay without a request
/// @param stall how long a client may read nothing of an answer that is ready for it
/// @param drain how long requests may go on after the server was asked to stop
public record ConnectionSettings(
    int most,
    int mostPerAddress,
    Duration head,
    Duration body,
    Duration idle,
    Duration stall,
    Duration drain) {
  public static final int DEFAULT_MOST = 10_000;
  public static final int DEFAULT_MOST_PER_ADDRESS = 2_500;
  public static final int DEFAULT_HEAD_SECONDS = 10;
  public static final int DEFAULT_BODY_SECONDS = 60;
  public static final int DEFAULT_IDLE_SECONDS = 60;
  public static final int DEFAULT_STALL_SECONDS = 600;
  public static final int DEFAULT_DRAIN_SECONDS = 10;

  public static ConnectionSettings defaults() {
    return new ConnectionSettings(
        DEFAULT_MOST,
        DEFAULT_MOST_PER_ADDRESS,
        Duration.ofSeconds(DEFAULT_HEAD_SECONDS),
        Duration.ofSeconds(DEFAULT_BODY_SECONDS),
        Duration.ofSeconds(DEFAULT_IDLE_SECONDS),
        Duration.ofSeconds(DEFAULT_STALL_SECONDS),
        Duration.ofSeconds(DEFAULT_DRAIN_SECONDS));
  }

  /// The same for other numbers of connections.
  public ConnectionSettings withMost(int connections, int perAddress) {
    return new ConnectionSettings(connections, perAddress, head, body, idle, stall, drain);
  }

  /// The same for another patience with requests.
  public ConnectionSettings withRequests(Duration forHead, Duration forBody) {
    return new ConnectionSettings(most, mostPerAddress, forHead, forBody, idle, stall, drain);
  }

  /// The same for another patience with clients that do nothing.
  public ConnectionSettings withQuiet(Duration forIdle, Duration forStall) {
    return new ConnectionSettings(most, mostPerAddress, head, body, forIdle, forStall, drain);
  }

  /// The same for another time to stop.
  public ConnectionSettings withDrain(Duration time) {
    return new ConnectionSettings(most, mostPerAddress, head, body, idle, stall, time);
  }
}
