package dev.wadi.server.pipeline;

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
import java.util.concurrent.CancellationException;
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
  private final Map<String, LiveJob> live = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("wadi-previews").daemon().factory());

  /// @param defaultParallelism of a pipeline that does not say
  /// @param unattended how long a preview runs without a reader
  public Pipelines(
      Catalog catalog,
      QueryRunner runner,
      Plugins plugins,
      ConnectionTables tables,
      int defaultParallelism,
      Duration unattended) {
    this.catalog = catalog;
    this.runner = runner;
    this.plugins = plugins;
    this.tables = tables;
    this.defaultParallelism = defaultParallelism;
    int stopped = catalog.jobs().stopAllRunning(Instant.now());
    if (stopped > 0) {
      LOG.info("{} jobs of the previous run of this server are listed as stopped", stopped);
    }
    long millis = Math.max(1, unattended.toMillis() / 4);
    watch.scheduleAtFixedRate(
        () -> stopUnattended(unattended), millis, millis, TimeUnit.MILLISECONDS);
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
    var output = new JobOutput(policy, OUTPUT_ROWS, OUTPUT_BYTES);
    return new LiveJob(pipeline, preview, script, output);
  }

  private void start(LiveJob job, JobSettings settings) {
    job.started(runner.start(job.script(), settings.named(job.status().id()), job.output()));
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
      if (!job.isPreview()) {
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
  public PipelineStatus stop(String id) {
    LiveJob job = live.get(id);
    if (job != null) {
      stop(job);
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
  /// @throws WadiException if there is none, or a running pipeline uses it
  public void removePlugin(String reference) {
    List<PluginModule> removed = plugins.meant(reference);
    removed.forEach(this::requireUnused);
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

  /// Stops all jobs.
  @Override
  public void close() {
    watch.shutdownNow();
    live.values().forEach(this::stop);
  }
}
