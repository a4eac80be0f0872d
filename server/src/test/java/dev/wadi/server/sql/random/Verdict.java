package dev.wadi.server.sql.random;

/// What came of a case.
sealed interface Verdict {
  record Agreed() implements Verdict {}

  /// DuckDB cannot say: a number is too large for it, or it does not do this.
  record Unknown(String message) implements Verdict {}

  /// Wadi says that it does not do this.
  record Refused(String message) implements Verdict {}

  /// @param kind what went wrong, in a word; a smaller case fails in the same way if it is the same
  /// @param run during which, or null
  record Failed(String kind, Run run, String message, Throwable cause) implements Verdict {}
}
