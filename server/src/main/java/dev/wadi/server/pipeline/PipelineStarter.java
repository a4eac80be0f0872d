package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.cluster.Owners;
import dev.wadi.server.output.JobOutput;
import dev.wadi.server.output.JobOutput.Policy;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Starts jobs of pipelines that are stored: one at a time of each. Thread-safe.
final class PipelineStarter {
  private static final int OUTPUT_ROWS = 10_000;
  private static final long OUTPUT_BYTES = 16 << 20;

  private final Catalog catalog;
  private final LiveJobs live;
  private final Owners owners;
  private final int defaultParallelism;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /// @param defaultParallelism of a pipeline that does not say
  PipelineStarter(Catalog catalog, LiveJobs live, Owners owners, int defaultParallelism) {
    this.catalog = catalog;
    this.live = live;
    this.owners = owners;
    this.defaultParallelism = defaultParallelism;
  }

  JobSettings settings(PlannedScript script, OptionalInt requested) {
    JobSettings settings =
        JobSettings.defaults("pipeline")
            .withParallelism(defaultParallelism)
            .with(script.settings());
    return requested.isEmpty() ? settings : settings.withParallelism(requested.getAsInt());
  }

  static JobOutput output(Policy policy) {
    return new JobOutput(policy, OUTPUT_ROWS, OUTPUT_BYTES);
  }

  /// Does something during which nobody else starts a job of the pipeline.
  ///
  /// @throws WadiException if somebody else is at it
  <T> T alone(String pipelineId, Supplier<T> action) {
    ReentrantLock lock = lock(pipelineId);
    if (!lock.tryLock()) {
      throw new WadiException(
              ErrorCode.CONFLICT, "pipeline '%s' is just being started".formatted(pipelineId))
          .withHint("wait until that is done");
    }
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /// Does something as soon as nobody else starts a job of the pipeline.
  void whenFree(String pipelineId, Runnable action) {
    ReentrantLock lock = lock(pipelineId);
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lock(String pipelineId) {
    return locks.computeIfAbsent(pipelineId, _ -> new ReentrantLock());
  }

  /// Waits for those who start jobs.
  void awaitAll() {
    locks.keySet().forEach(id -> whenFree(id, () -> {}));
  }

  /// A job that could not even be planned: it has failed.
  static StoredJob failed(StoredPipeline pipeline, ErrorDescription error) {
    var started = StoredJob.started(Identifiers.next("job"), pipeline.id(), Instant.now());
    return started.ended(JobState.FAILED, started.startedAt(), error);
  }

  /// Records a job that has failed before it began.
  void record(StoredJob failed) {
    String pipelineId = failed.pipelineId();
    owners.whileOwned(
        pipelineId,
        () -> {
          catalog
              .jobs()
              .addSuccessor(StoredJob.started(failed.id(), pipelineId, failed.startedAt()));
          catalog.jobs().end(failed.id(), failed.state(), failed.finishedAt(), failed.error());
        });
  }

  LiveJob job(StoredPipeline pipeline, Planned planned) {
    return new LiveJob(pipeline, false, planned, output(Policy.KEEP_LATEST));
  }

  /// Starts a job that takes over from the one before, with its versions of plugins.
  ///
  /// @param alongside what is recorded in the same moment
  /// @throws WadiException if it cannot be started: then it has failed; or if the pipeline belongs
  ///   to another server by now
  void start(LiveJob job, Runnable alongside) {
    String id = job.pipeline().id();
    owners.whileOwned(
        id,
        () -> {
          alongside.run();
          catalog.pins().put(id, job.planned().hashes());
          catalog.jobs().addSuccessor(job.status());
        });
    try {
      live.start(job, settings(job.script(), OptionalInt.of(job.pipeline().parallelism())));
    } catch (RuntimeException e) {
      live.end(job, JobState.FAILED, ErrorDescription.of(e));
      throw e;
    }
  }
}
