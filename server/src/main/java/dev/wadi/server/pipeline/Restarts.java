package dev.wadi.server.pipeline;

import dev.wadi.engine.log.JobLog;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.cluster.Owners;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts pipelines again that have failed for a reason that may go away: each time after a longer
/// pause, and not for ever; but at once if another server has left that had a part of it. They go
/// on from their last checkpoint; pipelines that make none, and previews, stay as they are. So does
/// what would fail again in the same way: SQL, data and plugins do not become right by waiting.
///
/// While a pipeline waits, its job is listed as restarting; a server that starts then goes on with
/// it. Thread-safe.
final class Restarts {
  private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
  private static final int SURROUNDINGS = 4000;

  /// The number of the attempt after a server has left that had a part of the pipeline: it is made
  /// at once, and is none that counts.
  private static final int UNCOUNTED = 0;

  private static final Duration AT_WORK = Duration.ofSeconds(1);

  private final RestartPolicy policy;
  private final Catalog catalog;
  private final Owners owners;
  private final PipelinePlanner planner;
  private final PipelineStarter starter;
  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;
  private final Trials trials;
  private final Outages outages;
  // By pipeline: how many in a row.
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  Restarts(
      RestartPolicy policy,
      Catalog catalog,
      Owners owners,
      PipelinePlanner planner,
      PipelineStarter starter,
      PipelineCheckpoints checkpoints,
      LiveJobs live,
      Trials trials) {
    this.policy = policy;
    this.catalog = catalog;
    this.owners = owners;
    this.outages = new Outages(live::isClosing);
    this.planner = planner;
    this.starter = starter;
    this.checkpoints = checkpoints;
    this.live = live;
    this.trials = trials;
  }

  /// Takes over a pipeline that belongs to nobody who is alive, unless somebody else is faster, and
  /// has it go on.
  void adopt(String id) {
    try {
      outages.outlive(() -> starter.whenFree(id, () -> adoptAlone(id)));
    } catch (WadiException e) {
      // It has just been removed, or taken over.
      LOG.warn("pipeline {} is not taken over: {}", id, e.describe());
    }
  }

  private void adoptAlone(String id) {
    Optional<StoredPipeline> pipeline = catalog.pipelines().find(id);
    if (!live.isClosing() && pipeline.isPresent() && owners.claim(id)) {
      live.find(id).ifPresent(live::abandon);
      start(pipeline.get());
    }
  }

  /// Is told that a job has failed, by a thread that must not wait for anything.
  ///
  /// @return whether the pipeline is started again, soon; then the end of the job is recorded here
  boolean takesOver(LiveJob failed, ErrorDescription error) {
    if (failed.isPreview() || failed.isStopWanted() || checkpoints.areOff()) {
      return false;
    }
    return waits(failed.status(), error);
  }

  // Whether it does: otherwise the job has failed for good.
  private boolean waits(StoredJob job, ErrorDescription error) {
    OptionalInt attempt = nextAttempt(job, error);
    attempt.ifPresent(number ->
        outages.outlive(() -> {
          owners.ifOwned(job.pipelineId(), () -> record(job, error));
          schedule(job, number);
        }));
    return attempt.isPresent();
  }

  private static boolean mayGoAway(ErrorDescription error) {
    ErrorCode code = ErrorCode.valueOf(error.code());
    return code.number() >= SURROUNDINGS
        && code != ErrorCode.CHECKPOINT_UNUSABLE
        && code != ErrorCode.SERVED_ELSEWHERE;
  }

  // Absent if the job has failed for good.
  private OptionalInt nextAttempt(StoredJob job, ErrorDescription error) {
    String id = job.pipelineId();
    if (!mayGoAway(error)) {
      attempts.remove(id);
      return OptionalInt.empty();
    }
    Duration ran = Duration.between(job.startedAt(), job.finishedAt());
    if (ErrorCode.valueOf(error.code()) == ErrorCode.MEMBER_LOST && ran.compareTo(AT_WORK) >= 0) {
      return OptionalInt.of(UNCOUNTED);
    }
    if (ran.compareTo(policy.healthy()) >= 0) {
      attempts.remove(id);
    }
    int attempt = attempts.merge(id, 1, Integer::sum);
    if (attempt <= policy.attempts()) {
      return OptionalInt.of(attempt);
    }
    attempts.remove(id);
    if (policy.attempts() > 0) {
      try (var _ = JobLog.of(id, job.id())) {
        LOG.warn("pipeline {} has failed for good, after {} restarts", id, policy.attempts());
      }
    }
    return OptionalInt.empty();
  }

  private void record(StoredJob job, ErrorDescription error) {
    catalog.jobs().end(job.id(), JobState.RESTARTING, job.finishedAt(), error);
  }

  private void schedule(StoredJob job, int attempt) {
    String id = job.pipelineId();
    Duration pause = attempt == UNCOUNTED ? Duration.ZERO : policy.pauseBefore(attempt);
    try (var _ = JobLog.of(id, job.id())) {
      if (attempt == UNCOUNTED) {
        LOG.warn("pipeline {} is started again at once, on the servers that are left", id);
      } else {
        LOG.warn(
            "pipeline {} is started again in {} ms, attempt {} of {}",
            id,
            pause.toMillis(),
            attempt,
            policy.attempts());
      }
    }
    Outages.later(pause)
        .execute(() -> outages.outlive(() -> starter.whenFree(id, () -> again(id, job))));
  }

  // Nobody else starts a job of the pipeline now.
  private void again(String id, StoredJob failed) {
    if (!live.isClosing() && isWaiting(failed) && owners.claim(id)) {
      catalog.pipelines().find(id).ifPresent(this::start);
    }
  }

  /// Starts a pipeline again now. If that fails for a reason that may go away, it is tried again
  /// later. To be called while nobody else starts a job of it.
  ///
  /// @throws RuntimeException if the catalog cannot be reached; then nothing has happened
  private void start(StoredPipeline pipeline) {
    LiveJob job;
    try {
      job = starter.job(pipeline, planner.again(pipeline));
    } catch (RuntimeException e) {
      ErrorDescription error = described(e);
      warn(pipeline, error);
      failed(pipeline, error);
      return;
    }
    start(job);
  }

  // Without the catalog, nothing can be said of a pipeline.
  private static ErrorDescription described(RuntimeException thrown) {
    ErrorDescription error = ErrorDescription.of(thrown);
    if (error.code().equals(ErrorCode.CATALOG_UNAVAILABLE.name())) {
      throw thrown;
    }
    return error;
  }

  private void failed(StoredPipeline pipeline, ErrorDescription error) {
    StoredJob job = PipelineStarter.failed(pipeline, error);
    OptionalInt attempt = nextAttempt(job, error);
    catalog.atomically(() -> {
      starter.record(job);
      attempt.ifPresent(_ -> record(job, error));
    });
    attempt.ifPresent(number -> schedule(job, number));
  }

  private void start(LiveJob job) {
    StoredPipeline pipeline = job.pipeline();
    job.bequeath((_, error) -> job.query() == null && waits(job.status(), error));
    try {
      trials.resume(job);
      try (var _ = job.log()) {
        LOG.info("pipeline {} goes on with job {}", pipeline.id(), job.status().id());
      }
    } catch (RuntimeException e) {
      ErrorDescription error = described(e);
      warn(pipeline, error);
      if (!isWaiting(job.status()) && !runs(pipeline)) {
        waits(job.status(), error);
      }
    }
  }

  private static void warn(StoredPipeline pipeline, ErrorDescription error) {
    try (var _ = JobLog.of(pipeline.id(), null)) {
      LOG.warn("pipeline {} does not go on: {}: {}", pipeline.id(), error.code(), error.message());
    }
  }

  // A plugin that was on trial may have gone back to its version before.
  private boolean runs(StoredPipeline pipeline) {
    return live.find(pipeline.id()).filter(LiveJob::isRunning).isPresent();
  }

  /// Has a pipeline stay as it is that waits for its next attempt; does nothing to another.
  void giveUp(String pipelineId) {
    attempts.remove(pipelineId);
    catalog.jobs().giveUp(pipelineId);
  }

  private boolean isWaiting(StoredJob job) {
    return catalog.jobs().ofPipeline(job.pipelineId()).stream()
        .anyMatch(stored -> stored.id().equals(job.id()) && stored.state() == JobState.RESTARTING);
  }
}
