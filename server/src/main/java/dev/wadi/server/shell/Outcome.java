package dev.wadi.server.shell;

/// What became of a text.
enum Outcome {
  DONE(0),
  /// The user wants to leave.
  LEFT(0),
  /// Something was wrong, and has been reported.
  FAILED(1),
  /// The same, and it was our fault.
  BROKEN(3),
  INTERRUPTED(130);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
