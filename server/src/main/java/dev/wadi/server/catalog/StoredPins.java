package dev.wadi.server.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which versions of plugins the pipelines go on with. A version that a pipeline has cannot be
/// removed from {@link StoredPlugins}.
public final class StoredPins {
  private final Database database;

  StoredPins(Database database) {
    this.database = database;
  }

  /// Replaces those of a pipeline.
  ///
  /// @param hashes of modules; of several versions of a plugin, the last is meant where the SQL
  ///   names none
  public void put(String pipelineId, List<String> hashes) {
    database.atomically(() -> {
      database.update("UPDATE pipelines SET pinned = 1 WHERE id = ?", pipelineId);
      database.update("DELETE FROM pinned_plugins WHERE pipeline_id = ?", pipelineId);
      for (int i = 0; i < hashes.size(); i++) {
        database.update(
            "INSERT INTO pinned_plugins (pipeline_id, position, sha256) VALUES (?, ?, ?)",
            pipelineId,
            i,
            hashes.get(i));
      }
    });
  }

  /// Those of a pipeline, in order; empty if it has not been started since they are kept.
  public Optional<List<Pin>> of(String pipelineId) {
    boolean known =
        !database
            .query("SELECT 1 FROM pipelines WHERE id = ? AND pinned = 1", row -> 1, pipelineId)
            .isEmpty();
    List<Pin> pins =
        database.query(
            """
            SELECT name, sha256 FROM pinned_plugins JOIN plugins USING (sha256)
            WHERE pipeline_id = ? ORDER BY position
            """,
            row -> new Pin(row.getString(1), row.getString(2)),
            pipelineId);
    return known ? Optional.of(pins) : Optional.empty();
  }

  /// The ids of the pipelines that have a version of a plugin, or may have to go back to it.
  public List<String> users(String sha256) {
    Stream<String> have =
        database
            .query(
                "SELECT pipeline_id FROM pinned_plugins WHERE sha256 = ?",
                row -> row.getString(1),
                sha256)
            .stream();
    Stream<String> mayGoBack =
        database
            .query(
                "SELECT pipeline_id, pinned_before FROM upgrades WHERE state = ?",
                row -> Map.entry(row.getString(1), JsonText.list(row.getString(2))),
                UpgradeState.ON_TRIAL.name())
            .stream()
            .filter(trial -> trial.getValue().contains(sha256))
            .map(Map.Entry::getKey);
    return Stream.concat(have, mayGoBack).distinct().sorted().toList();
  }

  /// A version of a plugin.
  public record Pin(String name, String sha256) {}
}
