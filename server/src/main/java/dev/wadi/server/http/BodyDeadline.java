package dev.wadi.server.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the bodies of requests some time to arrive. Who takes longer gets an answer, and is cut by
/// {@link dev.wadi.server.connection.Connections} if that does not make it stop.
final class BodyDeadline implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(BodyDeadline.class);
  private static final int REQUEST_TIMEOUT = 408;

  private final Vertx vertx;
  private final Duration time;
  private final Handler<HttpServerRequest> next;

  /// @param next who answers requests
  BodyDeadline(Vertx vertx, Duration time, Handler<HttpServerRequest> next) {
    this.vertx = vertx;
    this.time = time;
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (hasBody(request)) {
      long timer = vertx.setTimer(time.toMillis(), _ -> refuse(request));
      request.end().onComplete(_ -> vertx.cancelTimer(timer));
    }
    next.handle(request);
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        || request.headers().contains("Transfer-Encoding")
        || request.headers().contains("Content-Length");
  }

  private void refuse(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (request.isEnded() || response.ended() || response.closed()) {
      return;
    }
    LOG.info("refused {} of {}: its body takes too long", request.path(), request.remoteAddress());
    if (request.version() != HttpVersion.HTTP_2) {
      response.putHeader("Connection", "close");
    }
    EndpointHandler.send(
        response,
        Reply.problem(
            Problem.ofRequest(
                REQUEST_TIMEOUT,
                "the request's body has not arrived within %d seconds".formatted(time.toSeconds()),
                "the administrator sets the limit with --body-timeout")));
  }
}
