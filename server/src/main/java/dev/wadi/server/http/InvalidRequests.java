package dev.wadi.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what comes in over HTTP and is none.
final class InvalidRequests {
  private static final Logger LOG = LoggerFactory.getLogger(InvalidRequests.class);

  private InvalidRequests() {}

  static void answer(HttpServerRequest request) {
    Problem problem =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException e ->
              Problem.ofRequest(414, "the request's path is too long", null);
          case TooLongHttpHeaderException e ->
              Problem.ofRequest(431, "the request's headers are too long", null);
          case null, default -> Problem.ofRequest(400, "the request is malformed", null);
        };
    LOG.info("refused a request of {}: {}", request.remoteAddress(), problem.detail());
    EndpointHandler.send(request.response(), Reply.problem(problem));
  }
}
