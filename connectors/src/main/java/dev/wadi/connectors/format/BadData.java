package dev.wadi.connectors.format;

/// What happens to a malformed row.
enum BadData {
  /// The job fails, with file and line.
  FAIL,
  /// The row is left out, with a warning in the log.
  DROP
}
