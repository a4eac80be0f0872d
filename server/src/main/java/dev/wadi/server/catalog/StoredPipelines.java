package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The pipelines that users made.
public final class StoredPipelines {
  private static final String COLUMNS = "SELECT id, name, query, parallelism, created_at, owner ";

  private final Database database;

  StoredPipelines(Database database) {
    this.database = database;
  }

  public void add(StoredPipeline pipeline) {
    database.update(
        """
        INSERT INTO pipelines (id, name, query, parallelism, created_at, owner)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        pipeline.id(),
        pipeline.name(),
        pipeline.query(),
        pipeline.parallelism(),
        pipeline.createdAt().toEpochMilli(),
        pipeline.owner());
  }

  /// Records another parallelism.
  public void rescale(StoredPipeline pipeline) {
    database.update(
        "UPDATE pipelines SET parallelism = ? WHERE id = ?", pipeline.parallelism(), pipeline.id());
  }

  public Optional<StoredPipeline> find(String id) {
    return database
        .query(COLUMNS + "FROM pipelines WHERE id = ?", StoredPipelines::read, id)
        .stream()
        .findFirst();
  }

  /// All pipelines, newest first.
  public List<StoredPipeline> all() {
    return database.query(
        COLUMNS + "FROM pipelines ORDER BY created_at DESC, rowid DESC", StoredPipelines::read);
  }

  /// Removes a pipeline and its jobs.
  public boolean remove(String id) {
    return database.update("DELETE FROM pipelines WHERE id = ?", id) > 0;
  }

  private static StoredPipeline read(ResultSet row) throws SQLException {
    return new StoredPipeline(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6));
  }

  /// @param owner the name of the caller who made it
  public record StoredPipeline(
      String id, String name, String query, int parallelism, Instant createdAt, String owner) {
    public StoredPipeline withParallelism(int other) {
      return new StoredPipeline(id, name, query, other, createdAt, owner);
    }
  }
}
