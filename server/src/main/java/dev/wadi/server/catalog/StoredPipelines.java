package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The pipelines that users made.
public final class StoredPipelines {
  private static final String COLUMNS =
      "SELECT id, name, query, parallelism, created_at, owner, checkpoint_interval_micros ";

  private final Database database;

  StoredPipelines(Database database) {
    this.database = database;
  }

  public void add(StoredPipeline pipeline) {
    database.update(
        """
        INSERT INTO pipelines
          (id, name, query, parallelism, created_at, owner, checkpoint_interval_micros)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        pipeline.id(),
        pipeline.name(),
        pipeline.query(),
        pipeline.parallelism(),
        pipeline.createdAt().toEpochMilli(),
        pipeline.owner(),
        micros(pipeline));
  }

  private static Long micros(StoredPipeline pipeline) {
    return pipeline.checkpointInterval().map(interval -> interval.toNanos() / 1000).orElse(null);
  }

  /// Records other SQL, another parallelism or another interval of checkpoints.
  public void change(StoredPipeline pipeline) {
    database.update(
        """
        UPDATE pipelines SET query = ?, parallelism = ?, checkpoint_interval_micros = ?
        WHERE id = ?
        """,
        pipeline.query(),
        pipeline.parallelism(),
        micros(pipeline),
        pipeline.id());
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
        row.getString(6),
        // Null is read as 0.
        Optional.of(row.getLong(7)).filter(micros -> micros > 0).map(StoredPipelines::ofMicros));
  }

  private static Duration ofMicros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  /// @param owner the name of the caller who made it
  /// @param checkpointInterval goes before what the SQL sets; empty if nobody has asked for another
  public record StoredPipeline(
      String id,
      String name,
      String query,
      int parallelism,
      Instant createdAt,
      String owner,
      Optional<Duration> checkpointInterval) {
    /// One whose SQL says how often it makes checkpoints, if anything does.
    public StoredPipeline(
        String id, String name, String query, int parallelism, Instant createdAt, String owner) {
      this(id, name, query, parallelism, createdAt, owner, Optional.empty());
    }

    public StoredPipeline withParallelism(int other) {
      return new StoredPipeline(id, name, query, other, createdAt, owner, checkpointInterval);
    }

    /// Whether both run in the same way.
    public boolean isSetLike(StoredPipeline other) {
      return parallelism == other.parallelism
          && checkpointInterval.equals(other.checkpointInterval);
    }

    public StoredPipeline withCheckpointInterval(Duration other) {
      return new StoredPipeline(id, name, query, parallelism, createdAt, owner, Optional.of(other));
    }
  }
}
