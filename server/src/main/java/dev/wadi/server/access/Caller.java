package dev.wadi.server.access;

/// Who sent a request.
///
/// @param name of the token that it carried
public record Caller(String name, Role role) {
  /// Whoever is on the machine of a server that has handed out no token. No token has this name.
  public static final Caller LOCAL = new Caller("(local)", Role.ADMIN);

  /// The administrator whose secret is a part of the configuration. No token has this name.
  public static final Caller CONFIGURED = new Caller("(configured)", Role.ADMIN);

  /// Whoever did not say who they are. No token has this name, either.
  public static final Caller NOBODY = new Caller("(nobody)", Role.VIEWER);

  /// Whether this caller may change what a caller of that name made. What was made before there
  /// were tokens belongs to administrators.
  public boolean mayChangeWhatIsOf(String owner) {
    return role == Role.ADMIN || name.equals(owner);
  }
}
