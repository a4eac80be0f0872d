package dev.wadi.server.http;

import dev.wadi.server.access.Caller;
import dev.wadi.server.trace.Span;
import dev.wadi.server.trace.Tracing;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Makes a span of each request.
final class Traced implements Handler<RoutingContext> {
  private static final String SPAN = "wadi.span";
  private static final int FIRST_ERROR = 500;

  private final Tracing tracing;

  Traced(Tracing tracing) {
    this.tracing = tracing;
  }

  /// What a thread is to open that works for a request.
  static Span of(RoutingContext context) {
    return context.get(SPAN, Span.NONE);
  }

  @Override
  public void handle(RoutingContext context) {
    Span span = tracing.request(context.request().getHeader("traceparent"));
    context.put(SPAN, span);
    context.addEndHandler(done -> end(context, span));
    context.next();
  }

  private static void end(RoutingContext context, Span span) {
    int status = context.response().getStatusCode();
    String method = context.request().method().name();
    String route = Measured.routeOf(context);
    Caller caller = Access.callerOf(context);
    span.with("http.request.method", method)
        .with("http.route", route)
        .with("url.path", context.normalizedPath())
        .with("http.response.status_code", status)
        .with("enduser.id", caller == null ? Caller.NOBODY.name() : caller.name())
        .end(method + " " + route, status >= FIRST_ERROR ? "status " + status : null);
  }
}
