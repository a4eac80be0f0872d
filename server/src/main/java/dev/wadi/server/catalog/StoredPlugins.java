package dev.wadi.server.catalog;

import java.time.Instant;
import java.util.List;

/// The uploaded modules.
public final class StoredPlugins {
  private final Database database;

  StoredPlugins(Database database) {
    this.database = database;
  }

  /// One that is there becomes the newest.
  public void put(StoredPlugin plugin) {
    database.update(
        "INSERT OR REPLACE INTO plugins (sha256, name, module, created_at) VALUES (?, ?, ?, ?)",
        plugin.sha256(),
        plugin.name(),
        plugin.module(),
        plugin.createdAt().toEpochMilli());
  }

  public boolean remove(String sha256) {
    return database.update("DELETE FROM plugins WHERE sha256 = ?", sha256) > 0;
  }

  /// All modules, oldest first.
  public List<StoredPlugin> all() {
    return database.query(
        "SELECT sha256, name, module, created_at FROM plugins ORDER BY created_at, rowid",
        row ->
            new StoredPlugin(
                row.getString(1),
                row.getString(2),
                row.getBytes(3),
                Instant.ofEpochMilli(row.getLong(4))));
  }

  /// @param module the Wasm binary; not to be changed
  public record StoredPlugin(String sha256, String name, byte[] module, Instant createdAt) {}
}
