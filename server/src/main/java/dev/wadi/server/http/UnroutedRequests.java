package dev.wadi.server.http;

import dev.wadi.server.output.ResultFormat;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what no route answers, and what fails before or after its endpoint.
final class UnroutedRequests {
  private static final Logger LOG = LoggerFactory.getLogger(UnroutedRequests.class);

  private UnroutedRequests() {}

  static void answerWithProblems(Router router) {
    router.errorHandler(404, UnroutedRequests::notFound);
    router.errorHandler(405, UnroutedRequests::methodNotAllowed);
    router.errorHandler(406, UnroutedRequests::notAcceptable);
    router.errorHandler(400, context -> send(context, 400, "the request is malformed", null));
    router.errorHandler(500, UnroutedRequests::failed);
  }

  private static void notFound(RoutingContext context) {
    send(
        context,
        404,
        "nothing is at '%s'".formatted(context.request().path()),
        "the interface begins at " + Api.BASE);
  }

  private static void methodNotAllowed(RoutingContext context) {
    send(
        context,
        405,
        "'%s' does not take %s".formatted(context.request().path(), context.request().method()),
        null);
  }

  private static void notAcceptable(RoutingContext context) {
    send(
        context,
        406,
        "'%s' has nothing of the kinds that the request accepts"
            .formatted(context.request().path()),
        "a query answers with "
            + Arrays.stream(ResultFormat.values())
                .map(ResultFormat::contentType)
                .collect(Collectors.joining(", ")));
  }

  private static void failed(RoutingContext context) {
    LOG.error("{} {}", context.request().method(), context.request().path(), context.failure());
    EndpointHandler.send(context.response(), Reply.problem(Problem.of(context.failure())));
  }

  private static void send(RoutingContext context, int status, String detail, String hint) {
    EndpointHandler.send(
        context.response(), Reply.problem(Problem.ofRequest(status, detail, hint)));
  }
}
