package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.CheckpointStore;
import dev.wadi.engine.checkpoint.Checkpoints;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.Savepoints;
import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.checkpoint.CheckpointStores;
import dev.wadi.server.trace.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The checkpoints of a server's pipelines.
///
/// @param stores that hold them; empty if the server forgets everything at its end
/// @param interval from one checkpoint to the next, of a pipeline that does not say
/// @param tracing gets to know of them
public record PipelineCheckpoints(
    Optional<CheckpointStores> stores, Duration interval, Tracing tracing) {
  /// No pipeline makes checkpoints.
  public static final PipelineCheckpoints NONE =
      new PipelineCheckpoints(Optional.empty(), CheckpointSettings.DEFAULT_INTERVAL, Tracing.off());

  boolean areOff() {
    return stores.isEmpty();
  }

  /// How a pipeline is to run; empty if it makes no checkpoints.
  Optional<CheckpointSettings> settings(StoredPipeline pipeline, PlannedScript script) {
    return store(pipeline.id())
        .map(store ->
            new CheckpointSettings(
                pipeline.id(),
                PlanCodec.fingerprint(script.pipeline()),
                store,
                interval(pipeline, script),
                checkpoint -> trace(pipeline.id(), checkpoint)));
  }

  /// From one checkpoint of a pipeline to the next.
  Duration interval(StoredPipeline pipeline, PlannedScript script) {
    return pipeline
        .checkpointInterval()
        .or(() -> script.settings().checkpointInterval())
        .orElse(interval);
  }

  private void trace(String pipelineId, CheckpointHistory.Entry checkpoint) {
    tracing.happened(
        "checkpoint",
        Instant.ofEpochMilli(checkpoint.startedMillis()),
        Instant.ofEpochMilli(checkpoint.finishedMillis().orElseThrow()),
        Map.of(
            "wadi.pipeline",
            pipelineId,
            "wadi.checkpoint",
            checkpoint.epoch(),
            "wadi.bytes",
            checkpoint.bytes(),
            "wadi.bytes_written",
            checkpoint.bytesWritten()),
        checkpoint.error().orElse(null));
  }

  private Optional<CheckpointStore> store(String pipelineId) {
    return stores.map(all -> all.of(pipelineId));
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

  /// The checkpoints of a pipeline that have names.
  ///
  /// @throws WadiException if the server keeps none
  Savepoints savepoints(String pipelineId) {
    return store(pipelineId)
        .map(store -> new Savepoints(new Checkpoints(store, 1)))
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.CONFLICT, "pipeline '%s' makes no checkpoints".formatted(pipelineId))
                .withHint("start the server with a data directory: --data-dir"));
  }

  /// Carries the newest checkpoint of a pipeline, which does not run, over to another plan.
  ///
  /// @return has the pipeline go back to that checkpoint
  /// @throws WadiException if that cannot be
  Runnable carryOver(String pipelineId, OtherPlan plan) {
    Optional<Checkpoints> checkpoints = store(pipelineId).map(store -> new Checkpoints(store, 1));
    Optional<RestorePoint> point = checkpoints.map(Checkpoints::newest);
    if (point.flatMap(RestorePoint::manifest).isEmpty()) {
      return () -> {};
    }
    Manifest before = point.get().manifest().get();
    Manifest carried = plan.carried(point.get());
    if (carried.equals(before)) {
      return () -> {};
    }
    publish(checkpoints.get(), carried);
    return () -> publish(checkpoints.get(), before);
  }

  /// The newest checkpoint of a pipeline that does not run.
  Optional<Manifest> newest(String pipelineId) {
    return store(pipelineId).flatMap(store -> new Checkpoints(store, 1).newest().manifest());
  }

  private static void publish(Checkpoints checkpoints, Manifest manifest) {
    try {
      checkpoints.publishAgain(manifest, System.currentTimeMillis());
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.CHECKPOINT_FAILED,
          "checkpoint %d of pipeline '%s' cannot be carried over: %s"
              .formatted(manifest.epoch(), manifest.pipeline(), e.getMessage()),
          e);
    }
  }

  /// A pipeline that has run before is to go on from somewhere.
  ///
  /// @throws WadiException if there is nothing: it would silently begin anew
  void requireAny(String pipelineId) {
    store(pipelineId)
        .filter(store -> !new Checkpoints(store, 1).areThere())
        .ifPresent(store -> {
          throw new WadiException(
                  ErrorCode.CHECKPOINT_STORE_UNAVAILABLE,
                  "the checkpoints of pipeline '%s' are not in %s"
                      .formatted(pipelineId, store.location()))
              .withHint(
                  "say where they are with --checkpoint-dir, or restart the pipeline with"
                      + " 'ignore_state' to begin anew");
        });
  }

  /// Forgets how far a pipeline has come, which does not run.
  ///
  /// @throws WadiException if the checkpoints cannot be reached
  void beginAnew(String pipelineId) {
    store(pipelineId).ifPresent(store -> new Checkpoints(store, 1).beginAnew(pipelineId));
  }

  /// Removes all checkpoints of a pipeline that is gone.
  ///
  /// @throws WadiException if files cannot be removed
  void remove(String pipelineId) {
    store(pipelineId).ifPresent(store -> remove(pipelineId, store));
  }

  private static void remove(String pipelineId, CheckpointStore store) {
    try {
      new Checkpoints(store, 1).removeAll();
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.CHECKPOINT_STORE_UNAVAILABLE,
          "the checkpoints of pipeline '%s' cannot be removed: %s"
              .formatted(pipelineId, e.getMessage()),
          e);
    }
  }
}
