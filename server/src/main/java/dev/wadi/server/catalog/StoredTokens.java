package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who may talk to the server: the tokens that were handed out, as hashes.
public final class StoredTokens {
  private static final String COLUMNS =
      "SELECT name, role, hash, created_at, expires_at FROM tokens ";

  private final Database database;

  StoredTokens(Database database) {
    this.database = database;
  }

  public void add(StoredToken token) {
    database.update(
        "INSERT INTO tokens (name, role, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        token.name(),
        token.role(),
        token.hash(),
        token.createdAt().toEpochMilli(),
        token.expiresAt().map(Instant::toEpochMilli).orElse(null));
  }

  public boolean remove(String name) {
    return database.update("DELETE FROM tokens WHERE name = ?", name) > 0;
  }

  /// All tokens, in the order in which they were made.
  public List<StoredToken> all() {
    return database.query(COLUMNS + "ORDER BY rowid", StoredTokens::read);
  }

  private static StoredToken read(ResultSet row) throws SQLException {
    long expiry = row.getLong(5);
    Optional<Instant> expiresAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiry));
    return new StoredToken(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        expiresAt);
  }

  /// @param hash of the secret, as hexadecimal digits
  /// @param expiresAt absent for a token that does not
  public record StoredToken(
      String name, String role, String hash, Instant createdAt, Optional<Instant> expiresAt) {}
}
