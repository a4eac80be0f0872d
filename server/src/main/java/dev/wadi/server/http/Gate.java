package dev.wadi.server.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// Turns requests away before there is something to answer them, and when the server is about to
/// stop.
final class Gate implements Handler<HttpServerRequest> {
  private static final String HEALTH = "/health/";
  private static final String GRPC = "application/grpc";
  private static final String GRPC_UNAVAILABLE = "14";
  private static final int UNAVAILABLE = 503;

  private volatile Handler<HttpServerRequest> opened;
  private volatile boolean closing;

  void open(Handler<HttpServerRequest> ready) {
    opened = ready;
  }

  /// From now on, only the question is answered whether the server is ready.
  void close() {
    closing = true;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Handler<HttpServerRequest> ready = opened;
    if (ready == null) {
      refuse(request, "the server is starting");
    } else if (closing && !request.path().startsWith(HEALTH)) {
      refuse(request, "the server is stopping");
    } else {
      ready.handle(request);
    }
  }

  private static void refuse(HttpServerRequest request, String why) {
    HttpServerResponse response = request.response();
    String type = request.getHeader("Content-Type");
    if (type != null && type.startsWith(GRPC)) {
      response
          .putHeader("content-type", GRPC)
          .putHeader("grpc-status", GRPC_UNAVAILABLE)
          .putHeader("grpc-message", why)
          .end();
      return;
    }
    response.putHeader("Retry-After", "1");
    if (request.version() != HttpVersion.HTTP_2) {
      response.putHeader("Connection", "close");
      // Not before the client has said all, or it would not see the answer.
      Future<Void> received = request.end();
      response.endHandler(_ -> received.onComplete(_ -> request.connection().close()));
    }
    EndpointHandler.send(
        response,
        Reply.problem(Problem.ofRequest(UNAVAILABLE, why, "ask again in a moment, or elsewhere")));
  }
}
