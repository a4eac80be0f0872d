package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The connection tables that every pipeline may use, as the SQL that declares them.
public final class StoredTables {
  private static final String COLUMNS = "SELECT id, name, sql, created_at FROM connection_tables ";

  private final Database database;

  StoredTables(Database database) {
    this.database = database;
  }

  public void add(StoredTable table) {
    database.update(
        "INSERT INTO connection_tables (id, name, sql, created_at) VALUES (?, ?, ?, ?)",
        table.id(),
        table.name(),
        table.sql(),
        table.createdAt().toEpochMilli());
  }

  /// Finds a table by its id or its name.
  public Optional<StoredTable> find(String idOrName) {
    return database
        .query(COLUMNS + "WHERE id = ? OR name = ?", StoredTables::read, idOrName, idOrName)
        .stream()
        .findFirst();
  }

  public boolean remove(String id) {
    return database.update("DELETE FROM connection_tables WHERE id = ?", id) > 0;
  }

  /// All tables, in the order in which they were made.
  public List<StoredTable> all() {
    return database.query(COLUMNS + "ORDER BY created_at, rowid", StoredTables::read);
  }

  private static StoredTable read(ResultSet row) throws SQLException {
    return new StoredTable(
        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4)));
  }

  /// @param sql one CREATE TABLE statement
  public record StoredTable(String id, String name, String sql, Instant createdAt) {}
}
