package dev.wadi.server.doctor;

/// What a check found.
///
/// @param remedy what to do, or null if there is nothing to do
public record Finding(Verdict verdict, String text, String remedy) {
  /// How bad it is.
  public enum Verdict {
    OK,
    /// A server runs, but not as it should.
    WARNING,
    /// A server does not start, or loses data.
    FAILURE
  }

  static Finding ok(String text) {
    return new Finding(Verdict.OK, text, null);
  }

  static Finding warning(String text, String remedy) {
    return new Finding(Verdict.WARNING, text, remedy);
  }

  static Finding failure(String text, String remedy) {
    return new Finding(Verdict.FAILURE, text, remedy);
  }
}
