package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/// A request whose body, if it has one, has arrived.
final class ApiRequest {
  private final RoutingContext context;
  private final Consumer<Reply> keeper;

  ApiRequest(RoutingContext context) {
    this(context, _ -> {});
  }

  private ApiRequest(RoutingContext context, Consumer<Reply> keeper) {
    this.context = context;
    this.keeper = keeper;
  }

  /// The same request, whose answer somebody wants to keep.
  ApiRequest keptBy(Consumer<Reply> other) {
    return new ApiRequest(context, other);
  }

  /// Hands the answer to who keeps it. To be called in the transaction that makes what the request
  /// is to make, so that there are both or neither.
  Reply made(Reply answer) {
    keeper.accept(answer);
    return answer;
  }

  String method() {
    return context.request().method().name();
  }

  /// The whole path, and what is behind the question mark.
  String uri() {
    return context.request().uri();
  }

  /// A header, or null.
  String header(String name) {
    return context.request().getHeader(name);
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
