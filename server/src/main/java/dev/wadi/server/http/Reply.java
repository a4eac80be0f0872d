package dev.wadi.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back to the client.
///
/// @param body to be written as JSON, if it is not bytes; null for none
/// @param contentType of the body
/// @param headers besides those that all replies have
record Reply(int status, Object body, String contentType, Map<String, String> headers) {
  private static final String JSON = "application/json";

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply ok(Object body) {
    return of(200, body);
  }

  /// @param location of a resource that was made
  static Reply created(String location, Object body) {
    return of(201, body).with("Location", location);
  }

  static Reply noContent() {
    return of(204, null);
  }

  /// @param body what stands in the reply as it is
  static Reply text(String contentType, byte[] body) {
    return new Reply(200, body, contentType, Map.of());
  }

  /// @param body to be written as JSON
  static Reply of(int status, Object body) {
    return new Reply(status, body, JSON, Map.of());
  }

  static Reply problem(Problem problem) {
    return new Reply(problem.status(), problem, Problem.CONTENT_TYPE, Map.of());
  }

  /// The same with one more header.
  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, contentType, more);
  }

  /// The body as it is sent; empty if there is none.
  byte[] bytes() {
    if (body == null) {
      return new byte[0];
    }
    return body instanceof byte[] bytes ? bytes : Json.write(body);
  }
}
