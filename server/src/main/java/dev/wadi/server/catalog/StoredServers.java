package dev.wadi.server.catalog;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The servers of this catalog that are alive, as far as is known: each counts its beats.
public final class StoredServers {
  private static final String COLUMNS = "SELECT id, url, grpc_port, beats FROM servers ";

  private final Database database;

  StoredServers(Database database) {
    this.database = database;
  }

  /// Adds a server, unless it is here.
  ///
  /// @param url where other servers reach it
  /// @param grpcPort where it answers gRPC on the same host
  public void add(String id, URI url, int grpcPort) {
    database.update(
        """
        INSERT INTO servers (id, url, grpc_port, beats) VALUES (?, ?, ?, 0)
        ON CONFLICT (id) DO NOTHING
        """,
        id,
        url.toString(),
        grpcPort);
  }

  /// Counts one more beat.
  ///
  /// @return false if the server is not here: it has been taken for lost
  public boolean beat(String id) {
    return database.update("UPDATE servers SET beats = beats + 1 WHERE id = ?", id) > 0;
  }

  public List<StoredServer> all() {
    return database.query(COLUMNS + "ORDER BY id", StoredServers::read);
  }

  public Optional<StoredServer> find(String id) {
    return database.query(COLUMNS + "WHERE id = ?", StoredServers::read, id).stream().findFirst();
  }

  private static StoredServer read(ResultSet row) throws SQLException {
    return new StoredServer(
        row.getString(1), URI.create(row.getString(2)), row.getInt(3), row.getLong(4));
  }

  /// Removes a server that has been silent.
  ///
  /// @return false if it has not
  public boolean removeSilent(StoredServer server) {
    return database.update(
            "DELETE FROM servers WHERE id = ? AND beats = ?", server.id(), server.beats())
        > 0;
  }

  public void remove(String id) {
    database.update("DELETE FROM servers WHERE id = ?", id);
  }

  /// Removes all others than one, which has the catalog for itself.
  public void removeOthers(String id) {
    database.update("DELETE FROM servers WHERE id <> ?", id);
  }

  /// @param url where other servers reach it
  /// @param grpcPort where it answers gRPC on the same host; 0 if that is not known
  /// @param beats how many it has counted
  public record StoredServer(String id, URI url, int grpcPort, long beats) {}
}
