package dev.wadi.planner.resolve;

import dev.wadi.sdk.error.WadiException;

/// Errors in the text of a definition that was stored earlier. A position would be one in another
/// text than the user's: it moves into the message.
public final class StoredText {
  private StoredText() {}

  /// @param error with a position in that text, if it is known
  public static WadiException error(String definition, WadiException error) {
    String where = error.position().map(position -> " at " + position).orElse("");
    return new WadiException(
            error.code(),
            "stored definition '%s'%s: %s".formatted(definition, where, error.getMessage()),
            error)
        .withHint(error.hint().orElse(null));
  }
}
