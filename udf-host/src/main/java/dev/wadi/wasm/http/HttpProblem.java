package dev.wadi.wasm.http;

/// Why there is no reply.
public final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public enum Kind {
    /// What was asked is no request that plugins may make, whomever it is for.
    INVALID,
    /// It was not granted.
    FORBIDDEN,
    /// Nothing came back, or too much.
    FAILED,
    /// The same, but it may be better the next time.
    FAILED_FOR_NOW
  }

  private final Kind kind;

  HttpProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static HttpProblem invalid(String message) {
    return new HttpProblem(Kind.INVALID, message);
  }

  public static HttpProblem forbidden(String message) {
    return new HttpProblem(Kind.FORBIDDEN, message);
  }

  public static HttpProblem failed(String message) {
    return new HttpProblem(Kind.FAILED, message);
  }

  static HttpProblem failedForNow(String message) {
    return new HttpProblem(Kind.FAILED_FOR_NOW, message);
  }
}
