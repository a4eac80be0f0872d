package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connection profiles. Their options are encrypted.
public final class StoredProfiles {
  private static final String COLUMNS =
      "SELECT id, name, connector, options, created_at FROM connection_profiles ";

  private final Database database;
  private final Encryption encryption;

  StoredProfiles(Database database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  public void add(StoredProfile profile) {
    database.update(
        """
        INSERT INTO connection_profiles (id, name, connector, options, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        profile.id(),
        profile.name(),
        profile.connector(),
        encryption.encrypt(JsonText.write(profile.options()), place(profile.id())),
        profile.createdAt().toEpochMilli());
  }

  private static String place(String id) {
    return "connection_profiles/" + id;
  }

  /// Finds a profile by its id or its name.
  public Optional<StoredProfile> find(String idOrName) {
    return database
        .query(COLUMNS + "WHERE id = ? OR name = ?", this::read, idOrName, idOrName)
        .stream()
        .findFirst();
  }

  public boolean remove(String id) {
    return database.update("DELETE FROM connection_profiles WHERE id = ?", id) > 0;
  }

  /// All profiles, in the order in which they were made.
  public List<StoredProfile> all() {
    return database.query(COLUMNS + "ORDER BY created_at, rowid", this::read);
  }

  private StoredProfile read(ResultSet row) throws SQLException {
    String id = row.getString(1);
    return new StoredProfile(
        id,
        row.getString(2),
        row.getString(3),
        JsonText.texts(encryption.decrypt(row.getString(4), place(id))),
        Instant.ofEpochMilli(row.getLong(5)));
  }

  /// @param options with secrets in them
  public record StoredProfile(
      String id, String name, String connector, Map<String, String> options, Instant createdAt) {
    public StoredProfile {
      options = Map.copyOf(options);
    }

    /// Without the options' values.
    @Override
    public String toString() {
      return "%s (%s, %s)".formatted(name, id, connector);
    }
  }
}
