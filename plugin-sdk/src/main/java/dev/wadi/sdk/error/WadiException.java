package dev.wadi.sdk.error;

import java.util.Optional;

/// An error that a user can fix. The message says what was expected and what was found; the hint,
/// when there is one, says what to do next. Serialisable, because a job fails on one member and is
/// reported by another.
public final class WadiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int line;
  private final int column;
  private final int endLine;
  private final int endColumn;
  private final String hint;

  /// @param position where in the SQL, or null
  /// @param hint what to do next, or null
  public WadiException(
      ErrorCode code, String message, SourcePosition position, String hint, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.line = position == null ? 0 : position.line();
    this.column = position == null ? 0 : position.column();
    this.endLine = position == null ? 0 : position.endLine();
    this.endColumn = position == null ? 0 : position.endColumn();
    this.hint = hint;
  }

  public WadiException(ErrorCode code, String message) {
    this(code, message, null, null, null);
  }

  public WadiException(ErrorCode code, String message, Throwable cause) {
    this(code, message, null, null, cause);
  }

  /// The same error with advice on what to do next.
  public WadiException withHint(String advice) {
    return new WadiException(code, getMessage(), position().orElse(null), advice, getCause());
  }

  /// The same error at a place in the SQL text.
  public WadiException at(SourcePosition position) {
    return new WadiException(code, getMessage(), position, hint, getCause());
  }

  public ErrorCode code() {
    return code;
  }

  public Optional<SourcePosition> position() {
    return line == 0
        ? Optional.empty()
        : Optional.of(new SourcePosition(line, column, endLine, endColumn));
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /// The first error a user can fix in a chain of causes, if there is one.
  public static Optional<WadiException> findIn(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof WadiException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /// One line for people: `COLUMN_NOT_FOUND at 3:8: no column 'x' ... (hint)`.
  public String describe() {
    return code
        + position().map(p -> " at " + p).orElse("")
        + ": "
        + getMessage()
        + (hint == null ? "" : " (" + hint + ")");
  }
}
