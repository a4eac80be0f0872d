package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.log.JobLog;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredJobs;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.cluster.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs of this process: starts and stops them, and records how they end. Of a pipeline it
/// knows the latest. Thread-safe.
final class LiveJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveJobs.class);
  private static final int ENDED_JOBS_KEPT = 20;
  private static final int FORCED_SECONDS = 10;
  private static final long UNREAD_BYTES_KEPT = 256 << 20;
  private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(30);

  private final QueryRunner runner;
  private final PipelineCheckpoints checkpoints;
  private final StoredJobs stored;
  private final Owners owners;
  private final Duration unattended;
  private final Outages outages = new Outages(this::isClosing);
  // By pipeline.
  private final Map<String, LiveJob> jobs = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private volatile BiPredicate<LiveJob, ErrorDescription> restarts = (job, error) -> false;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("wadi-previews").daemon().factory());

  /// @param unattended how long a preview runs without a reader, and its rows wait for one
  LiveJobs(
      QueryRunner runner,
      PipelineCheckpoints checkpoints,
      StoredJobs stored,
      Owners owners,
      Duration unattended) {
    this.runner = runner;
    this.checkpoints = checkpoints;
    this.stored = stored;
    this.owners = owners;
    this.unattended = unattended;
    long millis = Math.max(1, unattended.toMillis() / 4);
    watch.scheduleAtFixedRate(this::lookAtPreviews, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Says who is told of a job that has failed, by a thread that must not wait for anything.
  ///
  /// @param restarts whether the pipeline is started again; then it records the end of the job
  void afterFailure(BiPredicate<LiveJob, ErrorDescription> restarts) {
    this.restarts = restarts;
  }

  /// The latest job of a pipeline or preview, if it ran in this process and not too long ago.
  Optional<LiveJob> find(String pipelineId) {
    return Optional.ofNullable(jobs.get(pipelineId));
  }

  Collection<LiveJob> all() {
    return jobs.values();
  }

  /// Starts a job. One that is not a preview goes on from the last checkpoint of its pipeline.
  ///
  /// @throws WadiException if it cannot be started
  void start(LiveJob job, JobSettings settings) {
    requireEnded(job.pipeline().id());
    Optional<CheckpointSettings> durable = durable(job);
    JobSettings labelled = settings.of(job.pipeline().id(), job.status().id());
    try (var _ = job.log()) {
      job.started(runner.start(job.script(), labelled, durable, job.output()));
      jobs.put(job.pipeline().id(), job);
      LOG.info("job {} of pipeline {} started", job.status().id(), job.pipeline().id());
    }
    job.query().completion().whenComplete((done, failure) -> ended(job, failure));
  }

  private Optional<CheckpointSettings> durable(LiveJob job) {
    if (job.isPreview()) {
      return Optional.empty();
    }
    String id = job.pipeline().id();
    if (stored.ofPipeline(id).stream().map(StoredJob::state).anyMatch(LiveJobs::hasRun)) {
      checkpoints.requireAny(id);
    }
    return checkpoints.settings(job.pipeline(), job.script());
  }

  // A job that has failed may have done so at its start.
  private static boolean hasRun(JobState earlier) {
    return switch (earlier) {
      case FINISHED, STOPPED -> true;
      case RUNNING, FAILED, RESTARTING -> false;
    };
  }

  /// Keeps a job that had nothing to run.
  void addEnded(LiveJob job) {
    jobs.put(job.pipeline().id(), job);
    end(job, JobState.FINISHED, null);
  }

  private void ended(LiveJob job, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    switch (cause) {
      case null -> end(job, JobState.FINISHED, null);
      case CancellationException e -> end(job, JobState.STOPPED, null);
      default -> {
        ErrorDescription error = ErrorDescription.of(cause);
        if (error.code().equals(ErrorCode.INTERNAL.name())) {
          try (var _ = job.log()) {
            LOG.error("job {}", job.status().id(), cause);
          }
        }
        end(job, JobState.FAILED, error);
      }
    }
  }

  /// Records the end of a job; the first one counts.
  void end(LiveJob job, JobState state, ErrorDescription error) {
    if (!job.end(state, error)) {
      return;
    }
    try {
      // What runs until the server ends goes on with the next server.
      boolean suspended = closing && state == JobState.STOPPED && job.hasCheckpoints();
      boolean goesOn = job.heir().takesOver(state, error) || suspended || restarts(job, state);
      if (!job.isPreview() && !goesOn) {
        outages.outlive(() -> record(job, state, error));
      }
      try (var _ = job.log()) {
        LOG.info(
            "job {} of pipeline {} {}{}",
            job.status().id(),
            job.pipeline().id(),
            state.title().toLowerCase(Locale.ROOT),
            error == null ? "" : ": " + error.code() + ": " + error.message());
      }
      forgetOldest();
    } finally {
      job.recorded();
    }
  }

  private void record(LiveJob job, JobState state, ErrorDescription error) {
    owners.ifOwned(
        job.pipeline().id(),
        () -> stored.end(job.status().id(), state, job.status().finishedAt(), error));
  }

  // A job that has never run is the business of who wanted to start it.
  private boolean restarts(LiveJob job, JobState state) {
    return state == JobState.FAILED
        && job.query() != null
        && restarts.test(job, job.status().error());
  }

  // Ended jobs are kept for their output, but not for ever: the last ones, and of previews those
  // whose reader has not come yet.
  private void forgetOldest() {
    List<LiveJob> ended =
        jobs.values().stream()
            .filter(job -> !job.isRunning())
            .sorted(Comparator.comparing((LiveJob job) -> job.status().finishedAt()).reversed())
            .skip(ENDED_JOBS_KEPT)
            .toList();
    long unreadBytes = 0;
    for (LiveJob job : ended) {
      unreadBytes += job.output().bytesHeld();
      if (unreadBytes > UNREAD_BYTES_KEPT || !waitsForReader(job)) {
        jobs.remove(job.pipeline().id(), job);
      }
    }
  }

  private boolean waitsForReader(LiveJob job) {
    Instant until = job.status().finishedAt().plus(unattended);
    return job.isPreview() && !job.output().isReadToEnd() && Instant.now().isBefore(until);
  }

  void forget(String pipelineId) {
    jobs.remove(pipelineId);
  }

  /// Stops the job of a pipeline that belongs to another server by now, at once and without a
  /// checkpoint: nothing that it still does counts.
  void abandon(LiveJob job) {
    if (job.isRunning()) {
      job.bequeath((_, _) -> true);
      try (var _ = job.log()) {
        LOG.warn("pipeline {} belongs to another server now", job.pipeline().id());
      }
      stop(job, StopMode.FORCE);
    }
    jobs.remove(job.pipeline().id(), job);
  }

  /// Stops a job, if it runs, and waits until it has stopped.
  ///
  /// @throws WadiException if it makes no checkpoints and is to stop with one, or if that could not
  ///   be made; in the latter case it has stopped nevertheless
  void stop(LiveJob job, StopMode mode) {
    switch (mode) {
      case IMMEDIATE -> stop(job, RunningQuery::cancel);
      case FORCE ->
          stop(
              job, query -> Thread.ofVirtual().name("cancel").start(JobLog.carried(query::cancel)));
      case CHECKPOINT, GRACEFUL -> stopWithCheckpoint(job);
    }
  }

  private void stop(LiveJob job, Consumer<RunningQuery> cancel) {
    if (job.isRunning()) {
      // First the output, at which the job may be waiting for a reader.
      end(job, JobState.STOPPED, null);
      cancel.accept(job.query());
    }
  }

  /// Waits a moment for a job that was stopped by force, so that there are never two of a pipeline.
  ///
  /// @throws WadiException if it is still at work
  void requireEnded(String pipelineId) {
    Optional<RunningQuery> last = find(pipelineId).map(LiveJob::query);
    if (last.isEmpty()) {
      return;
    }
    try {
      last.get().completion().handle((_, _) -> null).get(FORCED_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "the job of pipeline '%s' that was stopped by force is still at work"
                  .formatted(pipelineId))
          .withHint("wait until what it waits for has come, or restart the server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void stopWithCheckpoint(LiveJob job) {
    if (!job.isRunning()) {
      return;
    }
    requireCheckpoints(job);
    try {
      job.query().stop();
    } finally {
      awaitEnd(job);
    }
  }

  /// @throws WadiException if it makes none
  void requireCheckpoints(LiveJob job) {
    if (!job.hasCheckpoints()) {
      throw new WadiException(
              ErrorCode.CONFLICT, "'%s' makes no checkpoints".formatted(job.pipeline().id()))
          .withHint("previews, and servers without a data directory, make none: stop 'immediate'");
    }
  }

  // Until its end has been recorded.
  private void awaitEnd(LiveJob job) {
    job.query()
        .completion()
        .handle((_, failure) -> {
          ended(job, failure);
          return null;
        })
        .join();
    // It may have been another thread that got to know of the end first.
    job.awaitRecorded();
  }

  private void lookAtPreviews() {
    stopUnattended();
    forgetOldest();
  }

  private void stopUnattended() {
    for (LiveJob job : jobs.values()) {
      if (job.isPreview()
          && job.isRunning()
          && job.output().unattendedNanos() > unattended.toNanos()) {
        try (var _ = job.log()) {
          LOG.info("preview {} has no reader, stopping it", job.pipeline().id());
        }
        stop(job, RunningQuery::cancel);
      }
    }
  }

  /// From now on, what is stopped goes on with the next server, if it makes checkpoints.
  void beginToClose() {
    closing = true;
    watch.shutdownNow();
  }

  boolean isClosing() {
    return closing;
  }

  /// Stops all jobs, those that go on with the next server with a checkpoint.
  @Override
  public void close() {
    jobs.values().forEach(this::close);
  }

  private void close(LiveJob job) {
    if (job.hasCheckpoints() && job.isRunning()) {
      // A store that hangs must not keep the server.
      Future<?> limit =
          CompletableFuture.runAsync(
              job.query()::cancel,
              CompletableFuture.delayedExecutor(
                  LAST_CHECKPOINT.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
      try {
        stopWithCheckpoint(job);
      } catch (WadiException e) {
        try (var _ = job.log()) {
          LOG.warn("job {}: {}", job.status().id(), e.describe());
        }
      } finally {
        limit.cancel(false);
      }
    }
    stop(job, RunningQuery::cancel);
  }
}
