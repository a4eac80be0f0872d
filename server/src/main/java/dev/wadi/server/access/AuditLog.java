package dev.wadi.server.access;

import dev.wadi.server.catalog.StoredAudit;
import dev.wadi.server.catalog.StoredAudit.AuditEntry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down who changed what, without making anybody wait for it.
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int PATH_LENGTH_MAX = 500;

  private final StoredAudit stored;
  private final Clock clock;

  public AuditLog(StoredAudit stored, Clock clock) {
    this.stored = stored;
    this.clock = clock;
  }

  /// @param remote where the request came from
  /// @param method of HTTP, or GRPC
  /// @param status of HTTP or gRPC
  public void record(Caller caller, String remote, String method, String path, int status) {
    var entry =
        new AuditEntry(
            0,
            clock.instant(),
            caller.name(),
            caller.role().label(),
            remote,
            method,
            path.substring(0, Math.min(path.length(), PATH_LENGTH_MAX)),
            status);
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
