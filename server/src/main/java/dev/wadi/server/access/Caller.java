package dev.wadi.server.access;

/// Who sent a request.
///
/// @param name of the token that it carried
public record Caller(String name, Role role) {
  /// Whoever is on the machine of a server that has handed out no token. No token has this name.
  public static final Caller LOCAL = new Caller("(local)", Role.ADMIN);

  /// Whether this caller may change what a caller of that name made. What was made before there
  /// were tokens belongs to administrators.
  public boolean mayChangeWhatIsOf(String owner) {
    return role == Role.ADMIN || name.equals(owner);
  }
}
