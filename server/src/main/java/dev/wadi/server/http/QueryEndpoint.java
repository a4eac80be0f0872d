package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.output.ResultFormat;
import dev.wadi.server.pipeline.OneShotQueries;
import dev.wadi.server.pipeline.OneShotQuery;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `query`: SQL in, its rows out, in the format that the client accepts. A query that never ends is
/// stopped when the client goes.
final class QueryEndpoint {
  static final String SQL = "application/sql";

  private static final Logger LOG = LoggerFactory.getLogger(QueryEndpoint.class);
  private static final long KEEP_ALIVE_MILLIS = 15_000;
  private static final Problem CANCELLED =
      Problem.ofRequest(503, "the query was cancelled: the server is stopping", null);

  private final OneShotQueries queries;
  private final Duration stall;

  /// @param stall how long a client may read nothing
  QueryEndpoint(OneShotQueries queries, Duration stall) {
    this.queries = queries;
    this.stall = stall;
  }

  private record QueryPost(String query) {}

  /// To be called on the event loop, with the body at hand.
  void answer(RoutingContext context) {
    Context eventLoop = Vertx.currentContext();
    var request = new ApiRequest(context);
    ResultFormat format = format(context.getAcceptableContentType());
    Thread.ofVirtual()
        .name("query")
        .start(() -> {
          try (var _ = Traced.of(context).open()) {
            OneShotQuery query = queries.plan(sql(request, context));
            query.by(request.caller());
            eventLoop.runOnContext(v -> stream(context, eventLoop, query, format));
          } catch (RuntimeException e) {
            Reply reply = Reply.problem(EndpointHandler.problem(context, e));
            eventLoop.runOnContext(v -> EndpointHandler.send(context.response(), reply));
          }
        });
  }

  private static ResultFormat format(String contentType) {
    for (ResultFormat format : ResultFormat.values()) {
      if (format.contentType().equals(contentType)) {
        return format;
      }
    }
    return ResultFormat.JSON;
  }

  private static String sql(ApiRequest request, RoutingContext context) {
    String query =
        context.request().getHeader("Content-Type").startsWith(SQL)
            ? new String(request.bytes(), UTF_8)
            : request.json(QueryPost.class).query();
    if (query == null || query.isBlank()) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the request needs the property 'query'");
    }
    return query;
  }

  private void stream(
      RoutingContext context, Context eventLoop, OneShotQuery query, ResultFormat format) {
    var response = context.response();
    var stream =
        new ResponseStream(response, eventLoop, format.contentType(), query.bounded(), stall);
    long timer =
        context.vertx().setPeriodic(KEEP_ALIVE_MILLIS, v -> stream.keepAlive(format.nothing()));
    // Not the response's own handlers: they are those of everybody who waits for its end.
    context.addEndHandler(end -> {
      context.vertx().cancelTimer(timer);
      if (end.failed()) {
        stream.gone();
        Thread.ofVirtual().name("query-cancel").start(query::cancel);
      }
    });
    Thread.ofVirtual().name("query").start(() -> run(context, query, format, stream));
  }

  private static void run(
      RoutingContext context, OneShotQuery query, ResultFormat format, ResponseStream stream) {
    try (var _ = Traced.of(context).open()) {
      ResultFormat.Writer writer = format.open(query.columns(), stream);
      query.run(batch -> {
        try {
          writer.write(batch);
          stream.flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      writer.end();
      stream.end();
    } catch (CancellationException e) {
      LOG.debug("a query was cancelled");
      stream.fail(CANCELLED);
    } catch (Throwable e) {
      // Whatever it is, the client is waiting for an end.
      stream.fail(EndpointHandler.problem(context, e));
    }
  }
}
