package dev.wadi.server.http;

import dev.wadi.server.metrics.RequestFigures;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/// Counts all requests when they have been answered.
final class Measured implements Handler<RoutingContext> {
  private static final String ROUTE = "wadi.route";
  private static final String NONE = "none";

  private final RequestFigures figures;

  Measured(RequestFigures figures) {
    this.figures = figures;
  }

  /// Notes to which route a request has come.
  static Handler<RoutingContext> at(String route) {
    return context -> {
      context.put(ROUTE, route);
      context.next();
    };
  }

  /// To which route a request has come.
  static String routeOf(RoutingContext context) {
    return context.get(ROUTE, NONE);
  }

  @Override
  public void handle(RoutingContext context) {
    long start = System.nanoTime();
    context.addEndHandler(done -> {
      String route = routeOf(context);
      HttpMethod method = context.request().method();
      figures.add(
          route,
          route.equals(NONE) ? NONE : method.name(),
          context.response().getStatusCode(),
          System.nanoTime() - start);
    });
    context.next();
  }
}
