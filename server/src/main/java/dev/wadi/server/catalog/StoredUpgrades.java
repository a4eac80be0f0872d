package dev.wadi.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The last upgrade of each pipeline to another version of a plugin.
public final class StoredUpgrades {
  private final Database database;

  StoredUpgrades(Database database) {
    this.database = database;
  }

  /// Takes the place of the one before.
  public void put(StoredUpgrade upgrade) {
    database.atomically(() -> {
      database.update("DELETE FROM upgrades WHERE pipeline_id = ?", upgrade.pipelineId());
      insert(upgrade);
    });
  }

  private void insert(StoredUpgrade upgrade) {
    database.update(
        """
        INSERT INTO upgrades (pipeline_id, plugin, from_sha256, to_sha256, pinned_before, epoch,
          state, started_at, finished_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        upgrade.pipelineId(),
        upgrade.plugin(),
        upgrade.from(),
        upgrade.to(),
        JsonText.write(upgrade.pinnedBefore()),
        upgrade.epoch(),
        upgrade.state().name(),
        upgrade.startedAt().toEpochMilli(),
        upgrade.isOnTrial() ? null : upgrade.finishedAt().toEpochMilli());
  }

  /// Records what has become of an upgrade that is on trial; does nothing to another.
  ///
  /// @param error null unless it failed
  public void end(StoredUpgrade upgrade, UpgradeState state, ErrorDescription error) {
    database.update(
        """
        UPDATE upgrades SET state = ?, finished_at = ?, error_code = ?, error_message = ?,
          error_hint = ? WHERE pipeline_id = ? AND started_at = ? AND state = ?
        """,
        state.name(),
        Instant.now().toEpochMilli(),
        error == null ? null : error.code(),
        error == null ? null : error.message(),
        error == null ? null : error.hint(),
        upgrade.pipelineId(),
        upgrade.startedAt().toEpochMilli(),
        UpgradeState.ON_TRIAL.name());
  }

  public Optional<StoredUpgrade> of(String pipelineId) {
    return database
        .query(
            """
            SELECT pipeline_id, plugin, from_sha256, to_sha256, pinned_before, epoch, state,
              started_at, finished_at, error_code, error_message, error_hint
            FROM upgrades WHERE pipeline_id = ?
            """,
            StoredUpgrades::read,
            pipelineId)
        .stream()
        .findFirst();
  }

  private static StoredUpgrade read(ResultSet row) throws SQLException {
    long finishedAt = row.getLong(9);
    Instant finished = row.wasNull() ? null : Instant.ofEpochMilli(finishedAt);
    String code = row.getString(10);
    return new StoredUpgrade(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        JsonText.list(row.getString(5)),
        row.getLong(6),
        UpgradeState.valueOf(row.getString(7)),
        Instant.ofEpochMilli(row.getLong(8)),
        finished,
        code == null
            ? null
            : new ErrorDescription(code, row.getString(11), null, null, row.getString(12)));
  }

  /// @param from the hash of the version before
  /// @param to the hash of the version after
  /// @param pinnedBefore the hashes of all plugins that the pipeline went on with before
  /// @param epoch of the last checkpoint that was made with them, 0 if there is none
  /// @param finishedAt null while it is on trial
  /// @param error null unless it was rolled back
  public record StoredUpgrade(
      String pipelineId,
      String plugin,
      String from,
      String to,
      List<String> pinnedBefore,
      long epoch,
      UpgradeState state,
      Instant startedAt,
      Instant finishedAt,
      ErrorDescription error) {
    public StoredUpgrade {
      pinnedBefore = List.copyOf(pinnedBefore);
    }

    public boolean isOnTrial() {
      return state == UpgradeState.ON_TRIAL;
    }
  }
}
