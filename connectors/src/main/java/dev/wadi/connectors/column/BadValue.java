package dev.wadi.connectors.column;

/// A value that does not fit its column. Knows the column but not the place in the input, which its
/// catcher adds; never leaves this module. Without a stack trace, because a dirty file makes many.
public final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadValue(String message) {
    super(message, null, false, false);
  }

  static BadValue unfit(String column, String expected, String found) {
    return new BadValue("column '%s' expects %s, found %s".formatted(column, expected, found));
  }
}
