package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.sql.SQLException;

/// What a database refuses because somebody else was faster.
final class Violation {
  private static final String HINT = "look what is there now, and try again";

  private Violation() {}

  static WadiException ofReference(SQLException cause) {
    return new WadiException(
            ErrorCode.CONFLICT,
            "a pipeline or a plugin that this is about has just been removed, or is in use",
            cause)
        .withHint(HINT);
  }

  static WadiException ofUniqueness(SQLException cause) {
    return new WadiException(
            ErrorCode.DUPLICATE_NAME, "somebody else has just made one of the same name", cause)
        .withHint(HINT);
  }
}
