package dev.wadi.server.connection;

import java.util.Locale;

/// Why the server closes a connection.
public enum Cut {
  TOO_MANY("there are too many connections"),
  SLOW_HEAD("the head of the request takes too long"),
  SLOW_BODY("the body of the request takes too long"),
  IDLE("no request has come for too long"),
  STALLED("the client reads nothing"),
  SILENT("the client does not answer any more");

  private final String reason;

  Cut(String reason) {
    this.reason = reason;
  }

  /// In words.
  public String reason() {
    return reason;
  }

  /// As it stands in metrics.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
