package dev.wadi.server.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a request from the event loop to a virtual thread, where its endpoint may block, and the
/// reply back.
final class EndpointHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

  private final Endpoint endpoint;

  EndpointHandler(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void handle(RoutingContext context) {
    Context eventLoop = Vertx.currentContext();
    Thread.ofVirtual()
        .name("request")
        .start(() -> {
          Reply reply = answer(context);
          eventLoop.runOnContext(v -> send(context.response(), reply));
        });
  }

  private Reply answer(RoutingContext context) {
    try (var _ = Traced.of(context).open()) {
      return endpoint.answer(new ApiRequest(context));
    } catch (Throwable e) {
      // Whatever it is, the client is waiting for an answer.
      return Reply.problem(problem(context, e));
    }
  }

  /// What to answer, when something was thrown; our own bugs are logged.
  static Problem problem(RoutingContext context, Throwable thrown) {
    Problem problem = Problem.of(thrown);
    if (problem.status() == 500) {
      LOG.error("{} {}", context.request().method(), context.request().path(), thrown);
    }
    return problem;
  }

  static void send(HttpServerResponse response, Reply reply) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    if (reply.body() == null) {
      response.end();
    } else {
      response.putHeader("Content-Type", reply.contentType()).end(Buffer.buffer(reply.bytes()));
    }
  }
}
