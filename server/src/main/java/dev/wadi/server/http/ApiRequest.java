package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import io.vertx.ext.web.RoutingContext;

/// A request whose body, if it has one, has arrived.
final class ApiRequest {
  private final RoutingContext context;

  ApiRequest(RoutingContext context) {
    this.context = context;
  }

  Caller caller() {
    return Access.callerOf(context);
  }

  /// A variable part of the path.
  String path(String name) {
    return context.pathParam(name);
  }

  /// A parameter behind the question mark, or null.
  String query(String name) {
    return context.request().getParam(name);
  }

  /// A parameter behind the question mark that is a whole number.
  int number(String name, int otherwise, int min, int max) {
    String value = query(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new WadiException(
        ErrorCode.INVALID_REQUEST,
        "parameter '%s' is '%s', expected a whole number from %d to %d"
            .formatted(name, value, min, max));
  }

  /// The body as it came.
  byte[] bytes() {
    return BodyReader.bodyOf(context);
  }

  /// The body, as JSON of a type.
  <T> T json(Class<T> type) {
    return Json.read(bytes(), type);
  }
}
