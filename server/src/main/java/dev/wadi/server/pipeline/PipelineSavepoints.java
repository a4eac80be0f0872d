package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory.Entry;
import dev.wadi.engine.checkpoint.Savepoint;
import dev.wadi.engine.checkpoint.Savepoints;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The checkpoints of pipelines that have names: they stay when newer ones are made. Thread-safe.
public final class PipelineSavepoints {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  // Who asks for a savepoint waits for the next checkpoint, but not for ever.
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;

  PipelineSavepoints(PipelineCheckpoints checkpoints, LiveJobs live) {
    this.checkpoints = checkpoints;
    this.live = live;
  }

  /// Newest first.
  ///
  /// @throws WadiException if the server keeps no checkpoints
  public List<Savepoint> all(String pipelineId) {
    return checkpoints.savepoints(pipelineId).all();
  }

  /// @throws WadiException if there is none of this name
  public Savepoint get(String pipelineId, String name) {
    return checkpoints.savepoints(pipelineId).get(name);
  }

  /// Keeps the next checkpoint of a pipeline under a name; if it does not run, its last one.
  ///
  /// @throws WadiException if there is none, or the name is no name or there already
  public Savepoint make(String pipelineId, String name) {
    Savepoints savepoints = checkpoints.savepoints(pipelineId);
    savepoints.requireNew(name);
    long epoch =
        live.find(pipelineId)
            .filter(LiveJob::isRunning)
            .map(this::next)
            .orElseGet(() -> checkpoints.newestEpoch(pipelineId));
    if (epoch == 0) {
      throw new WadiException(
              ErrorCode.CONFLICT, "pipeline '%s' has made no checkpoint yet".formatted(pipelineId))
          .withHint("there is nothing to keep that would not be the beginning");
    }
    return savepoints.keep(name, epoch);
  }

  private long next(LiveJob job) {
    live.requireCheckpoints(job);
    Duration interval = checkpoints.interval(job.pipeline(), job.script());
    if (interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "pipeline '%s' makes its next checkpoint only within %s"
                  .formatted(job.pipeline().id(), interval))
          .withHint("stop it with a checkpoint, make the savepoint, and restart it");
    }
    long before = newest(job);
    long deadline = System.nanoTime() + interval.plus(LONGEST_INTERVAL).toNanos();
    while (job.isRunning()) {
      long newest = newest(job);
      if (newest > before) {
        return newest;
      }
      if (System.nanoTime() > deadline) {
        throw new WadiException(
                ErrorCode.CONFLICT,
                "pipeline '%s' has made no checkpoint meanwhile".formatted(job.pipeline().id()))
            .withHint("its checkpoints say why: GET /api/v1/pipelines/ID/jobs/JOB/checkpoints");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return checkpoints.newestEpoch(job.pipeline().id());
  }

  private static long newest(LiveJob job) {
    return job.query().checkpoints().stream()
        .filter(Entry::published)
        .mapToLong(Entry::epoch)
        .max()
        .orElse(0);
  }

  /// Forgets a savepoint; what is only part of it is removed with the next checkpoint.
  ///
  /// @throws WadiException if there is none of this name
  public void remove(String pipelineId, String name) {
    checkpoints.savepoints(pipelineId).remove(name);
  }

  /// Has a pipeline, which does not run, go on from a savepoint.
  ///
  /// @param script what it is to do
  /// @throws WadiException if there is none of this name, or another plan has made it
  void goBack(String pipelineId, String name, PlannedScript script) {
    checkpoints
        .savepoints(pipelineId)
        .goBack(name, PlanCodec.fingerprint(script.pipeline()), System.currentTimeMillis());
  }
}
