package dev.wadi.server.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/// Tells browsers to take every answer for what it says it is, to keep none, and to run nothing of
/// it. No page of another origin may read answers: there are no CORS headers.
final class SecurityHeaders implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("Referrer-Policy", "no-referrer");
    if (context.request().isSSL()) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    context.next();
  }
}
