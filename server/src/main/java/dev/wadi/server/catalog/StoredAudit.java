package dev.wadi.server.catalog;

import java.time.Instant;
import java.util.List;

/// Who changed what: one entry for each request that was to change something. The oldest entries
/// are dropped.
public final class StoredAudit {
  private static final int ENTRIES_KEPT = 100_000;
  // Looking for what is too old is cheap, but not for nothing.
  private static final int ENTRIES_BETWEEN_DROPS = 1_000;

  private final Database database;

  StoredAudit(Database database) {
    this.database = database;
  }

  public void add(AuditEntry entry) {
    database.atomically(() -> {
      long id = inserted(entry);
      if (id % ENTRIES_BETWEEN_DROPS == 0) {
        database.update("DELETE FROM audit WHERE id <= ?", id - ENTRIES_KEPT);
      }
    });
  }

  private long inserted(AuditEntry entry) {
    return database
        .query(
            """
            INSERT INTO audit (at, caller, role, address, method, path, status)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            row -> row.getLong(1),
            entry.at().toEpochMilli(),
            entry.caller(),
            entry.role(),
            entry.address(),
            entry.method(),
            entry.path(),
            entry.status())
        .getFirst();
  }

  /// The newest entries, newest first.
  ///
  /// @param before only entries with a smaller id
  public List<AuditEntry> latest(long before, int limit) {
    return database.query(
        """
        SELECT id, at, caller, role, address, method, path, status
        FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?
        """,
        row ->
            new AuditEntry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8)),
        before,
        limit);
  }

  /// @param id ascending; 0 before it is stored
  /// @param caller the name of a token, or what stands for those without
  /// @param status the HTTP status that was answered
  public record AuditEntry(
      long id,
      Instant at,
      String caller,
      String role,
      String address,
      String method,
      String path,
      int status) {}
}
