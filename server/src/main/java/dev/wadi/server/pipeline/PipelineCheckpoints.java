package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.DirectoryStore;
import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a server keeps the checkpoints of its pipelines: a directory for each.
///
/// @param directory that holds them; empty if the server forgets everything at its end
/// @param interval from one checkpoint to the next, of a pipeline that does not say
public record PipelineCheckpoints(Optional<Path> directory, Duration interval) {
  /// No pipeline makes checkpoints.
  public static final PipelineCheckpoints NONE =
      new PipelineCheckpoints(Optional.empty(), CheckpointSettings.DEFAULT_INTERVAL);

  /// How a pipeline is to run; empty if it makes no checkpoints.
  Optional<CheckpointSettings> settings(String pipelineId, PlannedScript script) {
    return store(pipelineId)
        .map(store ->
            new CheckpointSettings(
                pipelineId,
                PlanCodec.fingerprint(script.pipeline()),
                store,
                script.settings().checkpointInterval().orElse(interval)));
  }

  private Optional<DirectoryStore> store(String pipelineId) {
    return directory.map(all -> new DirectoryStore(all.resolve(pipelineId)));
  }

  /// What is known of the checkpoints of a pipeline that does not run, newest first.
  List<CheckpointHistory.Entry> history(String pipelineId) {
    return store(pipelineId)
        .map(store -> CheckpointHistory.of(new Checkpoints(store, 1)).entries())
        .orElse(List.of());
  }

  /// The number of the newest checkpoint of a pipeline that does not run; 0 if there is none.
  long newestEpoch(String pipelineId) {
    return history(pipelineId).stream().findFirst().map(CheckpointHistory.Entry::epoch).orElse(0L);
  }

  /// Forgets how far a pipeline has come, which does not run.
  ///
  /// @throws WadiException if files cannot be removed
  void remove(String pipelineId) {
    if (directory.isEmpty()) {
      return;
    }
    try {
      new Checkpoints(store(pipelineId).orElseThrow(), 1).removeAll();
      Files.deleteIfExists(directory.get().resolve(pipelineId));
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNWRITABLE,
          "the checkpoints of pipeline '%s' cannot be removed: %s"
              .formatted(pipelineId, e.getMessage()),
          e);
    }
  }
}
