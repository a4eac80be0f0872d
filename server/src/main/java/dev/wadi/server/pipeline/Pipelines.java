package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.output.JobOutput;
import dev.wadi.server.output.JobOutput.Policy;
import dev.wadi.wasm.PluginModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pipelines of a server and their jobs. Thread-safe.
///
/// A pipeline is remembered in the catalog; a preview is a pipeline that is not, that waits for its
/// readers, and that is stopped when it has none for a while. Both keep their latest rows for those
/// who come late.
public final class Pipelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);
  private static final int OUTPUT_ROWS = 10_000;
  private static final long OUTPUT_BYTES = 16 << 20;
  private static final int ENDED_JOBS_KEPT = 20;

  private final Catalog catalog;
  private final QueryRunner runner;
  private final Plugins plugins;
  private final ConnectionTables tables;
  private final int defaultParallelism;
  private final PipelineCheckpoints checkpoints;
  private final Map<String, LiveJob> live = new ConcurrentHashMap<>();
  // Pipelines that are about to start, by id: one run of each at a time.
  private final Set<String> starting = ConcurrentHashMap.newKeySet();
  private volatile CompletableFuture<Void> resuming = CompletableFuture.completedFuture(null);
  private volatile boolean closing;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("wadi-previews").daemon().factory());

  /// @param defaultParallelism of a pipeline that does not say
  /// @param checkpoints where pipelines save their state
  /// @param unattended how long a preview runs without a reader
  public Pipelines(
      Catalog catalog,
      QueryRunner runner,
      Plugins plugins,
      ConnectionTables tables,
      int defaultParallelism,
      PipelineCheckpoints checkpoints,
      Duration unattended) {
    this.catalog = catalog;
    this.runner = runner;
    this.plugins = plugins;
    this.tables = tables;
    this.defaultParallelism = defaultParallelism;
    this.checkpoints = checkpoints;
    long millis = Math.max(1, unattended.toMillis() / 4);
    watch.scheduleAtFixedRate(
        () -> stopUnattended(unattended), millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Starts the pipelines again that ran when the last server on this catalog ended, however it
  /// ended. Returns at once.
  public void resume() {
    List<String> interrupted = catalog.jobs().runningPipelines();
    resuming =
        CompletableFuture.runAsync(
            () -> interrupted.forEach(this::resume), task -> Thread.ofVirtual().start(task));
  }

  private void resume(String id) {
    if (closing) {
      return;
    }
    try {
      LiveJob job = restart(stored(id), false);
      LOG.info("pipeline {} goes on with job {}", id, job.status().id());
    } catch (RuntimeException e) {
      ErrorDescription error = ErrorDescription.of(e);
      LOG.warn("pipeline {} does not go on: {}: {}", id, error.code(), error.message());
    }
  }

  /// Starts a pipeline again that does not run; it goes on from its last checkpoint.
  ///
  /// @param anew whether it begins from the beginning instead, forgetting its checkpoints
  /// @throws WadiException if it runs, or cannot be started
  public PipelineStatus restart(String id, boolean anew) {
    return status(restart(stored(id), anew));
  }

  private LiveJob restart(StoredPipeline pipeline, boolean anew) {
    String id = pipeline.id();
    LiveJob before = live.get(id);
    if (before != null && before.isRunning() || !starting.add(id)) {
      throw new WadiException(ErrorCode.CONFLICT, "pipeline '%s' is running".formatted(id))
          .withHint("stop it first");
    }
    try {
      if (anew) {
        checkpoints.remove(id);
      }
      return restarted(pipeline);
    } finally {
      starting.remove(id);
    }
  }

  private LiveJob restarted(StoredPipeline pipeline) {
    LiveJob job = new LiveJob(pipeline, false, planned(pipeline), output(Policy.KEEP_LATEST));
    catalog.jobs().addSuccessor(job.status());
    try {
      start(job, settings(job.script(), OptionalInt.of(pipeline.parallelism())));
    } catch (RuntimeException e) {
      end(job, JobState.FAILED, ErrorDescription.of(e));
      throw e;
    }
    return job;
  }

  // What does not plan any more is a job that has failed.
  private PlannedScript planned(StoredPipeline pipeline) {
    try {
      return tables.plan(pipeline.query());
    } catch (RuntimeException e) {
      var failed = StoredJob.started(Identifiers.next("job"), pipeline.id(), Instant.now());
      catalog.jobs().addSuccessor(failed);
      catalog.jobs().end(failed.id(), JobState.FAILED, Instant.now(), ErrorDescription.of(e));
      throw e;
    }
  }

  /// Plans and starts a pipeline.
  ///
  /// @param parallelism goes before what the SQL sets
  /// @throws WadiException if the SQL is wrong or the job cannot be started
  public PipelineStatus create(String name, String query, OptionalInt parallelism) {
    PlannedScript script = tables.plan(query);
    QueryRunner.requireQuery(script);
    if (script.analyzed()) {
      throw new WadiException(ErrorCode.INVALID_SQL, "EXPLAIN ANALYZE is no pipeline")
          .withHint("run it as a preview");
    }
    JobSettings settings = settings(script, parallelism);
    LiveJob job = planned(name, query, script, settings, false);
    catalog.pipelines().add(job.pipeline());
    try {
      catalog.jobs().add(job.status());
      start(job, settings);
    } catch (RuntimeException e) {
      catalog.pipelines().remove(job.pipeline().id());
      throw e;
    }
    return status(job);
  }

  /// Plans and starts a preview. One that only asks for answers has ended when this returns.
  ///
  /// @param parallelism goes before what the SQL sets
  /// @throws WadiException if the SQL is wrong or the job cannot be started
  public PipelineStatus preview(String query, OptionalInt parallelism) {
    PlannedScript script = tables.plan(query);
    if (script.answers().isEmpty()) {
      QueryRunner.requireQuery(script);
    }
    JobSettings settings = settings(script, parallelism);
    LiveJob job = planned("preview", query, script, settings, true);
    runner.answer(script, settings.parallelism(), job.output());
    if (script.pipeline().sinks().isEmpty()) {
      live.put(job.pipeline().id(), job);
      end(job, JobState.FINISHED, null);
    } else {
      start(job, settings);
    }
    return status(job);
  }

  private JobSettings settings(PlannedScript script, OptionalInt requested) {
    JobSettings settings =
        JobSettings.defaults("pipeline")
            .withParallelism(defaultParallelism)
            .with(script.settings());
    return requested.isEmpty() ? settings : settings.withParallelism(requested.getAsInt());
  }

  private static LiveJob planned(
      String name, String query, PlannedScript script, JobSettings settings, boolean preview) {
    var pipeline =
        new StoredPipeline(
            Identifiers.next("pl"), name, query, settings.parallelism(), Instant.now());
    boolean waits = preview && !script.pipeline().sinks().isEmpty();
    Policy policy = waits ? Policy.WAIT_FOR_READERS : Policy.KEEP_LATEST;
    return new LiveJob(pipeline, preview, script, output(policy));
  }

  private static JobOutput output(Policy policy) {
    return new JobOutput(policy, OUTPUT_ROWS, OUTPUT_BYTES);
  }

  private void start(LiveJob job, JobSettings settings) {
    Optional<CheckpointSettings> durable =
        job.isPreview()
            ? Optional.empty()
            : checkpoints.settings(job.pipeline().id(), job.script());
    job.started(
        runner.start(job.script(), settings.named(job.status().id()), durable, job.output()));
    live.put(job.pipeline().id(), job);
    LOG.info("job {} of pipeline {} started", job.status().id(), job.pipeline().id());
    job.query().completion().whenComplete((done, failure) -> ended(job, failure));
  }

  private void ended(LiveJob job, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    switch (cause) {
      case null -> end(job, JobState.FINISHED, null);
      case CancellationException e -> end(job, JobState.STOPPED, null);
      default -> {
        ErrorDescription error = ErrorDescription.of(cause);
        if (error.code().equals(ErrorCode.INTERNAL.name())) {
          LOG.error("job {}", job.status().id(), cause);
        }
        end(job, JobState.FAILED, error);
      }
    }
  }

  private void end(LiveJob job, JobState state, ErrorDescription error) {
    if (job.end(state, error)) {
      // What runs until the server ends goes on with the next server.
      boolean goesOn = closing && state == JobState.STOPPED && job.hasCheckpoints();
      if (!job.isPreview() && !goesOn) {
        catalog.jobs().end(job.status().id(), state, job.status().finishedAt(), error);
      }
      LOG.info(
          "job {} of pipeline {} {}{}",
          job.status().id(),
          job.pipeline().id(),
          state.title().toLowerCase(Locale.ROOT),
          error == null ? "" : ": " + error.code() + ": " + error.message());
      forgetOldest();
    }
  }

  // Ended jobs are kept for their output, but not for ever.
  private void forgetOldest() {
    List<LiveJob> ended = live.values().stream().filter(job -> !job.isRunning()).toList();
    ended.stream()
        .sorted(Comparator.comparing((LiveJob job) -> job.status().finishedAt()).reversed())
        .skip(ENDED_JOBS_KEPT)
        .forEach(job -> live.remove(job.pipeline().id(), job));
  }

  /// The pipelines without previews, newest first.
  public List<PipelineStatus> all() {
    return catalog.pipelines().all().stream().map(this::status).toList();
  }

  /// @throws WadiException if there is no such pipeline or preview
  public PipelineStatus get(String id) {
    LiveJob job = live.get(id);
    return job != null ? status(job) : status(stored(id));
  }

  private StoredPipeline stored(String id) {
    return catalog
        .pipelines()
        .find(id)
        .orElseThrow(
            () -> new WadiException(ErrorCode.NOT_FOUND, "no pipeline '%s'".formatted(id)));
  }

  private PipelineStatus status(LiveJob job) {
    return job.isPreview()
        ? new PipelineStatus(job.pipeline(), true, List.of(job.status()))
        : status(job.pipeline());
  }

  private PipelineStatus status(StoredPipeline pipeline) {
    return new PipelineStatus(pipeline, false, catalog.jobs().ofPipeline(pipeline.id()));
  }

  /// Stops a pipeline's job, if one runs, and waits until it has stopped.
  ///
  /// @throws WadiException if it makes no checkpoints and is to stop with one, or if that could not
  ///   be made; in the latter case it has stopped nevertheless
  public PipelineStatus stop(String id, StopMode mode) {
    LiveJob job = live.get(id);
    if (job != null) {
      switch (mode) {
        case IMMEDIATE -> stop(job);
        case CHECKPOINT, GRACEFUL -> stopWithCheckpoint(job);
      }
    }
    return get(id);
  }

  private void stop(LiveJob job) {
    if (job.isRunning()) {
      // First the output, at which the job may be waiting for a reader.
      end(job, JobState.STOPPED, null);
      job.query().cancel();
    }
  }

  private void stopWithCheckpoint(LiveJob job) {
    if (!job.isRunning()) {
      return;
    }
    if (!job.hasCheckpoints()) {
      throw new WadiException(
              ErrorCode.CONFLICT, "'%s' makes no checkpoints".formatted(job.pipeline().id()))
          .withHint("previews, and servers without a data directory, make none: stop 'immediate'");
    }
    try {
      job.query().stop();
    } finally {
      awaitEnd(job);
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
  }

  /// Removes a pipeline that does not run.
  ///
  /// @throws WadiException if it runs, or there is none
  public void delete(String id) {
    PipelineStatus status = get(id);
    if (status.jobs().stream().anyMatch(job -> job.state() == JobState.RUNNING)) {
      throw new WadiException(ErrorCode.CONFLICT, "pipeline '%s' is running".formatted(id))
          .withHint(
              "stop it first: PATCH /api/v1/pipelines/%s {\"stop\": \"immediate\"}".formatted(id));
    }
    live.remove(id);
    catalog.pipelines().remove(id);
    checkpoints.remove(id);
  }

  /// The rows of a job.
  ///
  /// @throws WadiException if there is no such job, or it ended so long ago that its rows are gone
  public JobOutput output(String id, String jobId) {
    return liveJob(id, jobId).map(LiveJob::output).orElseThrow(() -> gone("the rows", jobId));
  }

  /// What each stage of a job has done so far.
  public List<StageMetrics> metrics(String id, String jobId) {
    return liveJob(id, jobId).map(LiveJob::metrics).orElseThrow(() -> gone("the metrics", jobId));
  }

  /// What became of the checkpoints of a pipeline, newest first: those of its running job, or those
  /// that are there.
  public List<CheckpointHistory.Entry> checkpoints(String id, String jobId) {
    return liveJob(id, jobId)
        .filter(LiveJob::hasCheckpoints)
        .map(job -> job.query().checkpoints())
        .orElseGet(() -> checkpoints.history(id));
  }

  private static WadiException gone(String what, String jobId) {
    return new WadiException(
        ErrorCode.NOT_FOUND, "%s of job '%s' are not kept any more".formatted(what, jobId));
  }

  private Optional<LiveJob> liveJob(String id, String jobId) {
    job(id, jobId);
    return Optional.ofNullable(live.get(id)).filter(job -> job.status().id().equals(jobId));
  }

  /// @throws WadiException if the pipeline has no such job
  public StoredJob job(String id, String jobId) {
    return get(id).jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .findFirst()
        .orElseThrow(() ->
            new WadiException(
                ErrorCode.NOT_FOUND, "pipeline '%s' has no job '%s'".formatted(id, jobId)));
  }

  /// Removes a version of a plugin, or, if only its name is given, all of them.
  ///
  /// @throws WadiException if there is none, or a running pipeline or a connection table uses it
  public void removePlugin(String reference) {
    List<PluginModule> removed = plugins.meant(reference);
    removed.forEach(this::requireUnused);
    requireNoTables(reference, tables.needing(removed));
    removed.forEach(plugins::remove);
  }

  private void requireUnused(PluginModule module) {
    List<String> users =
        live.values().stream()
            .filter(job -> job.isRunning() && job.usesPlugin(module.sha256()))
            .map(job -> job.pipeline().id())
            .sorted()
            .toList();
    if (!users.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' (%s) is used by running pipelines: %s"
                  .formatted(module.name(), module.sha256(), String.join(", ", users)))
          .withHint("stop them first");
    }
  }

  private static void requireNoTables(String plugin, List<String> names) {
    if (!names.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' is used by connection tables: %s"
                  .formatted(plugin, String.join(", ", names)))
          .withHint(
              "remove them first: DELETE /api/v1/connection_tables/%s".formatted(names.getFirst()));
    }
  }

  private void stopUnattended(Duration unattended) {
    for (LiveJob job : live.values()) {
      if (job.isPreview()
          && job.isRunning()
          && job.output().unattendedNanos() > unattended.toNanos()) {
        LOG.info("preview {} has no reader, stopping it", job.pipeline().id());
        stop(job);
      }
    }
  }

  /// Stops all jobs, those that go on with the next server with a checkpoint.
  @Override
  public void close() {
    closing = true;
    watch.shutdownNow();
    resuming.join();
    live.values().forEach(this::closeJob);
  }

  private void closeJob(LiveJob job) {
    try {
      if (job.hasCheckpoints()) {
        stopWithCheckpoint(job);
      }
    } catch (WadiException e) {
      LOG.warn("job {}: {}", job.status().id(), e.describe());
    }
    stop(job);
  }
}
