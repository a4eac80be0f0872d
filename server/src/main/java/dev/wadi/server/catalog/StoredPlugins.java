package dev.wadi.server.catalog;

import java.time.Instant;
import java.util.List;

/// The uploaded modules.
public final class StoredPlugins {
  private final Database database;

  StoredPlugins(Database database) {
    this.database = database;
  }

  /// One that is there becomes the newest and keeps what it was granted.
  public void put(StoredPlugin plugin) {
    database.update(
        """
        INSERT INTO plugins (sha256, name, module, created_at, grants) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at
        """,
        plugin.sha256(),
        plugin.name(),
        plugin.module(),
        plugin.createdAt().toEpochMilli(),
        TextList.write(plugin.grants()));
  }

  public void grant(String sha256, List<String> grants) {
    database.update(
        "UPDATE plugins SET grants = ? WHERE sha256 = ?", TextList.write(grants), sha256);
  }

  public boolean remove(String sha256) {
    return database.update("DELETE FROM plugins WHERE sha256 = ?", sha256) > 0;
  }

  /// All modules, oldest first.
  public List<StoredPlugin> all() {
    return database.query(
        "SELECT sha256, name, module, created_at, grants FROM plugins ORDER BY created_at, rowid",
        row ->
            new StoredPlugin(
                row.getString(1),
                row.getString(2),
                row.getBytes(3),
                Instant.ofEpochMilli(row.getLong(4)),
                TextList.read(row.getString(5))));
  }

  /// @param module the Wasm binary; not to be changed
  /// @param grants what the plugin may do, as the host reads it; contains secrets
  public record StoredPlugin(
      String sha256, String name, byte[] module, Instant createdAt, List<String> grants) {
    public StoredPlugin {
      grants = List.copyOf(grants);
    }
  }
}
