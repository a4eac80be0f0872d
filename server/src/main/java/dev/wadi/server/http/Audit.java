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

  private static final String LEFT = "wadi.audit.left";

  private final AuditLog log;

  Audit(AuditLog log) {
    this.log = log;
  }

  /// Leaves a request to the server that it is sent on to.
  static void leaveTo(RoutingContext context) {
    context.put(LEFT, true);
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
    if (caller != null && context.get(LEFT) == null) {
      log.record(
          caller,
          String.valueOf(context.request().remoteAddress()),
          context.request().method().name(),
          context.normalizedPath(),
          context.response().getStatusCode());
    }
  }
}
