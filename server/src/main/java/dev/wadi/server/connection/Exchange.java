package dev.wadi.server.connection;

/// A request and its answer.
final class Exchange {
  private final Connection connection;
  private final long begunAt;
  private boolean received;
  private boolean answered;

  Exchange(Connection connection, long begunAt) {
    this.connection = connection;
    this.begunAt = begunAt;
  }

  /// The request has come to its end.
  void received() {
    received = true;
    connection.received(this);
  }

  /// The answer has, or there will be none; said again, nothing happens.
  void answered() {
    if (!answered) {
      answered = true;
      connection.answered(this);
    }
  }

  boolean isAnswered() {
    return answered;
  }

  boolean isReceived() {
    return received;
  }

  long begunAt() {
    return begunAt;
  }
}
