package dev.wadi.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The uploaded modules. What they were granted is encrypted.
public final class StoredPlugins {
  private final Database database;
  private final Encryption encryption;

  StoredPlugins(Database database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
    encryptAll();
  }

  // What was granted before there was encryption is in the clear.
  private void encryptAll() {
    database
        .query(
            "SELECT sha256, grants FROM plugins",
            row -> new String[] {row.getString(1), row.getString(2)})
        .stream()
        .filter(row -> !Encryption.isEncrypted(row[1]))
        .forEach(row -> grant(row[0], JsonText.list(row[1])));
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
        written(plugin.sha256(), plugin.grants()));
  }

  public void grant(String sha256, List<String> grants) {
    database.update(
        "UPDATE plugins SET grants = ? WHERE sha256 = ?", written(sha256, grants), sha256);
  }

  private String written(String sha256, List<String> grants) {
    return encryption.encrypt(JsonText.write(grants), place(sha256));
  }

  private List<String> read(String sha256, String grants) {
    return JsonText.list(encryption.decrypt(grants, place(sha256)));
  }

  private static String place(String sha256) {
    return "plugins/" + sha256;
  }

  /// Has a module that is there count as one that has come just now.
  public void renew(String sha256, Instant at) {
    database.update(
        "UPDATE plugins SET created_at = ? WHERE sha256 = ?", at.toEpochMilli(), sha256);
  }

  public boolean remove(String sha256) {
    return database.update("DELETE FROM plugins WHERE sha256 = ?", sha256) > 0;
  }

  /// The bytes of one module.
  public Optional<byte[]> module(String sha256) {
    return database
        .query("SELECT module FROM plugins WHERE sha256 = ?", row -> row.getBytes(1), sha256)
        .stream()
        .findFirst();
  }

  /// All modules without their bytes, oldest first.
  public List<PluginEntry> all() {
    return database.query(
        "SELECT sha256, name, created_at, grants FROM plugins ORDER BY created_at, rowid",
        row ->
            new PluginEntry(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                read(row.getString(1), row.getString(4))));
  }

  /// A module without its bytes.
  ///
  /// @param grants as in {@link StoredPlugin}
  public record PluginEntry(String sha256, String name, Instant createdAt, List<String> grants) {
    public PluginEntry {
      grants = List.copyOf(grants);
    }
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
