package dev.wadi.server.http;

import dev.wadi.server.access.Caller;
import dev.wadi.server.catalog.StoredAudit;
import dev.wadi.server.catalog.StoredAudit.AuditEntry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down who changed what: every request by a known caller that does not just look, with what
/// came of it. What unknown callers try is in the log only, where it can fill no disk twice.
final class Audit implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final Set<HttpMethod> LOOKING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final int PATH_LENGTH_MAX = 500;

  private final StoredAudit stored;
  private final Clock clock;

  Audit(StoredAudit stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
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
    if (caller == null) {
      return;
    }
    String path = context.normalizedPath();
    var entry =
        new AuditEntry(
            0,
            clock.instant(),
            caller.name(),
            caller.role().label(),
            String.valueOf(context.request().remoteAddress()),
            context.request().method().name(),
            path.substring(0, Math.min(path.length(), PATH_LENGTH_MAX)),
            context.response().getStatusCode());
    Thread.ofVirtual()
        .name("audit")
        .start(() -> {
          try {
            stored.add(entry);
          } catch (RuntimeException e) {
            LOG.error("not written down: {}", entry, e);
          }
        });
  }
}
