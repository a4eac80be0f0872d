package dev.wadi.server.shell.display;

/// How tables look.
///
/// @param expanded whether each row is shown as a list of its values
/// @param lineMost how long a line may be; Integer.MAX_VALUE if nothing is to be cut
public record Look(boolean expanded, int lineMost) {
  /// As files have it.
  public static final Look WHOLE = new Look(false, Integer.MAX_VALUE);
}
