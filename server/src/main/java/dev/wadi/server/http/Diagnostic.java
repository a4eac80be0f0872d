package dev.wadi.server.http;

import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.ErrorDescription;

/// What is wrong with SQL, for an editor that underlines it.
///
/// @param line of the first character, from 1; null if the error is about no part of the text
/// @param endLine of the last character
record Diagnostic(
    String code,
    String message,
    Integer line,
    Integer column,
    Integer endLine,
    Integer endColumn,
    String hint) {
  static Diagnostic of(WadiException error) {
    ErrorDescription described = ErrorDescription.of(error);
    return new Diagnostic(
        described.code(),
        described.message(),
        described.line(),
        described.column(),
        error.position().map(SourcePosition::endLine).orElse(null),
        error.position().map(SourcePosition::endColumn).orElse(null),
        described.hint());
  }
}
