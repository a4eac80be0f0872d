package dev.wadi.server.http;

/// What goes back to the client.
///
/// @param body to be written as JSON, if it is not bytes; null for none
/// @param contentType of the body
/// @param location of a resource that was made, or null
record Reply(int status, Object body, String contentType, String location) {
  private static final String JSON = "application/json";

  static Reply ok(Object body) {
    return new Reply(200, body, JSON, null);
  }

  static Reply created(String location, Object body) {
    return new Reply(201, body, JSON, location);
  }

  static Reply noContent() {
    return new Reply(204, null, JSON, null);
  }

  /// @param body what stands in the reply as it is
  static Reply text(String contentType, byte[] body) {
    return new Reply(200, body, contentType, null);
  }

  /// @param body to be written as JSON
  static Reply of(int status, Object body) {
    return new Reply(status, body, JSON, null);
  }

  static Reply problem(Problem problem) {
    return new Reply(problem.status(), problem, Problem.CONTENT_TYPE, null);
  }
}
