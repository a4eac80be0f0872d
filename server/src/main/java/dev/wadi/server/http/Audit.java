package dev.wadi.server.http;

import dev.wadi.server.access.AuditLog;
import dev.wadi.server.access.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// Writes down who changed what: every request by a known caller that does not just look, with what
/// came of it. What unknown callers try is in the log only, where it can fill no disk twice.
final class Audit implements Handler<RoutingContext> {
  private static final Set<HttpMethod> LOOKING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final AuditLog log;

  Audit(AuditLog log) {
    this.log = log;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!LOOKING.contains(context.request().method())) {
      context.addEndHandler(done -> record(context));
    }
    context.next();
  }

  private void record(RoutingContext context) {
    Caller caller = Access.callerOf(context);
    if (caller != null) {
      log.record(
          caller,
          String.valueOf(context.request().remoteAddress()),
          context.request().method().name(),
          context.normalizedPath(),
          context.response().getStatusCode());
    }
  }
}
