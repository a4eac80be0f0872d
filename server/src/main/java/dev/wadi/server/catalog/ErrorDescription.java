package dev.wadi.server.catalog;

import dev.wadi.sdk.connector.Variables;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;

/// An error as users see it, wherever they see it: without the values of environment variables that
/// options refer to.
///
/// @param code the name of an {@link ErrorCode}
/// @param line where in the SQL, from 1, or null
/// @param column where in the line, from 1, or null
/// @param hint what to do next, or null
public record ErrorDescription(
    String code, String message, Integer line, Integer column, String hint) {
  public ErrorDescription {
    message = message == null ? null : Variables.withoutValues(message);
    hint = hint == null ? null : Variables.withoutValues(hint);
  }

  /// Anything that was thrown. What is not meant for users is our own bug: its text goes along,
  /// since it helps to report it.
  public static ErrorDescription of(Throwable thrown) {
    return WadiException.findIn(thrown)
        .map(ErrorDescription::ofUserError)
        .orElseGet(() -> ofBug(thrown));
  }

  private static ErrorDescription ofUserError(WadiException error) {
    return new ErrorDescription(
        error.code().name(),
        error.getMessage(),
        error.position().map(SourcePosition::line).orElse(null),
        error.position().map(SourcePosition::column).orElse(null),
        error.hint().orElseGet(error.code()::remedy));
  }

  private static ErrorDescription ofBug(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new ErrorDescription(
        ErrorCode.INTERNAL.name(),
        "internal error: " + root,
        null,
        null,
        ErrorCode.INTERNAL.remedy());
  }
}
