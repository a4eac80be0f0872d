package dev.wadi.server.catalog;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which server each pipeline belongs to, also while it does not run. A term is the time from one
/// change of that to the next; terms are counted, so that nobody takes a later one for its own.
public final class StoredOwners {
  private final Database database;

  StoredOwners(Database database) {
    this.database = database;
  }

  /// Gives a pipeline to a server, unless it belongs to one that is alive.
  ///
  /// @return whom it belongs to then
  public StoredOwner claim(String pipelineId, String serverId) {
    database.update(
        """
        INSERT INTO owners (pipeline_id, server_id, term) VALUES (?, ?, 1)
        ON CONFLICT (pipeline_id) DO UPDATE
        SET server_id = excluded.server_id, term = owners.term + 1
        WHERE owners.server_id <> excluded.server_id
          AND NOT EXISTS (SELECT 1 FROM servers WHERE servers.id = owners.server_id)
        """,
        pipelineId,
        serverId);
    return find(pipelineId).orElseThrow();
  }

  public Optional<StoredOwner> find(String pipelineId) {
    return database
        .query(
            """
            SELECT server_id, term, url FROM owners LEFT JOIN servers ON servers.id = server_id
            WHERE pipeline_id = ?
            """,
            row ->
                new StoredOwner(
                    row.getString(1),
                    row.getLong(2),
                    Optional.ofNullable(row.getString(3)).map(URI::create)),
            pipelineId)
        .stream()
        .findFirst();
  }

  /// Whether a pipeline still belongs to a server. Until the end of the transaction that this is a
  /// part of, nobody else takes it.
  public boolean hold(String pipelineId, String serverId, long term) {
    return database.update(
            """
            UPDATE owners SET term = term WHERE pipeline_id = ? AND server_id = ? AND term = ?
            """,
            pipelineId,
            serverId,
            term)
        > 0;
  }

  /// The terms of all pipelines of a server.
  public Map<String, Long> of(String serverId) {
    return database
        .query(
            "SELECT pipeline_id, term FROM owners WHERE server_id = ?",
            row -> Map.entry(row.getString(1), row.getLong(2)),
            serverId)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The pipelines that have a job which runs or waits to be started again, but no server that is
  /// alive; in the order in which they were started.
  public List<String> orphans() {
    return database.query(
        """
        SELECT pipeline_id FROM jobs WHERE state IN (?, ?) AND NOT EXISTS (
          SELECT 1 FROM owners JOIN servers ON servers.id = owners.server_id
          WHERE owners.pipeline_id = jobs.pipeline_id)
        GROUP BY pipeline_id ORDER BY min(rowid)
        """,
        row -> row.getString(1),
        JobState.RUNNING.name(),
        JobState.RESTARTING.name());
  }

  /// @param url where it is reached; absent if it is not alive
  public record StoredOwner(String serverId, long term, Optional<URI> url) {}
}
