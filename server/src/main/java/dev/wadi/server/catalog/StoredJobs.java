package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The runs of the pipelines.
public final class StoredJobs {
  private final Database database;

  StoredJobs(Database database) {
    this.database = database;
  }

  public void add(StoredJob job) {
    database.update(
        "INSERT INTO jobs (id, pipeline_id, state, started_at) VALUES (?, ?, ?, ?)",
        job.id(),
        job.pipelineId(),
        job.state().name(),
        job.startedAt().toEpochMilli());
  }

  /// Records how a job ended.
  ///
  /// @param error null unless it failed
  public void end(String id, JobState state, Instant finishedAt, ErrorDescription error) {
    database.update(
        """
        UPDATE jobs SET state = ?, finished_at = ?, error_code = ?, error_message = ?,
          error_line = ?, error_column = ?, error_hint = ? WHERE id = ?
        """,
        state.name(),
        finishedAt.toEpochMilli(),
        error == null ? null : error.code(),
        error == null ? null : error.message(),
        error == null ? null : error.line(),
        error == null ? null : error.column(),
        error == null ? null : error.hint(),
        id);
  }

  /// Adds a job that takes over from the jobs of its pipeline that are listed as running or
  /// restarting: exactly one of them is, at every moment.
  public void addSuccessor(StoredJob job) {
    database.atomically(() -> {
      stopAll(job.pipelineId(), job.startedAt());
      add(job);
    });
  }

  /// Of a pipeline that waits to be started again, the last job has failed for good.
  public void giveUp(String pipelineId) {
    database.update(
        "UPDATE jobs SET state = ? WHERE state = ? AND pipeline_id = ?",
        JobState.FAILED.name(),
        JobState.RESTARTING.name(),
        pipelineId);
  }

  private void stopAll(String pipelineId, Instant finishedAt) {
    giveUp(pipelineId);
    database.update(
        "UPDATE jobs SET state = ?, finished_at = ? WHERE state = ? AND pipeline_id = ?",
        JobState.STOPPED.name(),
        finishedAt.toEpochMilli(),
        JobState.RUNNING.name(),
        pipelineId);
  }

  /// The pipelines that have a job which runs or waits to be started again, or did so when the last
  /// server ended; in the order in which they were started.
  public List<String> activePipelines() {
    return database.query(
        """
        SELECT pipeline_id FROM jobs WHERE state IN (?, ?) GROUP BY pipeline_id ORDER BY min(rowid)
        """,
        row -> row.getString(1),
        JobState.RUNNING.name(),
        JobState.RESTARTING.name());
  }

  /// The jobs of a pipeline, newest first.
  public List<StoredJob> ofPipeline(String pipelineId) {
    return database.query(
        """
        SELECT id, pipeline_id, state, started_at, finished_at,
          error_code, error_message, error_line, error_column, error_hint
        FROM jobs WHERE pipeline_id = ? ORDER BY started_at DESC, rowid DESC
        """,
        StoredJobs::read,
        pipelineId);
  }

  private static StoredJob read(ResultSet row) throws SQLException {
    long finishedAt = row.getLong(5);
    Instant finished = row.wasNull() ? null : Instant.ofEpochMilli(finishedAt);
    String code = row.getString(6);
    ErrorDescription error =
        code == null
            ? null
            : new ErrorDescription(
                code, row.getString(7), number(row, 8), number(row, 9), row.getString(10));
    return new StoredJob(
        row.getString(1),
        row.getString(2),
        JobState.valueOf(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        finished,
        error);
  }

  private static Integer number(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /// @param finishedAt null while it runs
  /// @param error null unless it failed
  public record StoredJob(
      String id,
      String pipelineId,
      JobState state,
      Instant startedAt,
      Instant finishedAt,
      ErrorDescription error) {
    public static StoredJob started(String id, String pipelineId, Instant startedAt) {
      return new StoredJob(id, pipelineId, JobState.RUNNING, startedAt, null, null);
    }

    /// @param cause null unless it failed
    public StoredJob ended(JobState how, Instant at, ErrorDescription cause) {
      return new StoredJob(id, pipelineId, how, startedAt, at, cause);
    }
  }
}
