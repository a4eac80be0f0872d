package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PlannedScript.Upgrade;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.sdk.function.PluginReference;
import dev.wadi.server.access.Caller;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPins.Pin;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.cluster.Owners;
import dev.wadi.server.output.JobOutput;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import dev.wadi.wasm.PluginModule;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pipelines of a server and their jobs. Thread-safe.
///
/// A pipeline is remembered in the catalog; a preview is a pipeline that is not, that waits for its
/// readers, and that is stopped when it has none for a while. Both keep their latest rows for those
/// who come late.
public final class Pipelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

  private final Catalog catalog;
  private final QueryRunner runner;
  private final Plugins plugins;
  private final Owners owners;
  private final PipelinePlanner planner;
  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;
  private final PipelineStarter starter;
  private final Trials trials;
  private final Upgrades upgrades;
  private final Retuning retuning;
  private final QueryChanges queries;
  private final PipelineSavepoints savepoints;
  private final Restarts restarts;
  private final Creation creation;
  private final PluginRemoval removal;
  private volatile CompletableFuture<Void> resuming = CompletableFuture.completedFuture(null);

  /// @param checkpoints where pipelines save their state
  public Pipelines(
      Catalog catalog,
      QueryRunner runner,
      Plugins plugins,
      ConnectionTables tables,
      Owners owners,
      PipelineDefaults defaults,
      PipelineCheckpoints checkpoints) {
    this.catalog = catalog;
    this.runner = runner;
    this.plugins = plugins;
    this.owners = owners;
    this.planner = new PipelinePlanner(tables, plugins, catalog.pins());
    this.checkpoints = checkpoints;
    this.live =
        new LiveJobs(runner, checkpoints, catalog.jobs(), owners, defaults.unattendedPreview());
    this.starter = new PipelineStarter(catalog, live, owners, defaults.parallelism());
    this.trials = new Trials(catalog, planner, starter, checkpoints, live);
    var handover = new Handover(catalog, starter, live);
    this.upgrades =
        new Upgrades(catalog, plugins, planner, starter, checkpoints, live, handover, trials);
    this.retuning = new Retuning(catalog, starter, live, handover);
    this.queries = new QueryChanges(catalog, runner, planner, starter, checkpoints, live, handover);
    this.savepoints = new PipelineSavepoints(checkpoints, live);
    this.restarts =
        new Restarts(
            defaults.restarts(), catalog, owners, planner, starter, checkpoints, live, trials);
    this.creation = new Creation(catalog, plugins, planner, starter, live, owners, this::status);
    this.removal = new PluginRemoval(catalog, plugins, tables, live);
    live.afterFailure(restarts::takesOver);
  }

  /// Starts the pipelines again that ran when their server ended, however it ended. Returns at
  /// once.
  public void resume() {
    List<String> interrupted = owners.orphans();
    resuming =
        CompletableFuture.runAsync(
            () -> interrupted.forEach(restarts::adopt), task -> Thread.ofVirtual().start(task));
  }

  /// Gives up the pipelines that other servers have taken over, and takes over those of servers
  /// that are gone. To be called again and again, if there are other servers.
  public void patrol() {
    owners.lost().forEach(id -> live.find(id).ifPresent(live::abandon));
    owners.orphans().forEach(restarts::adopt);
  }

  /// Starts a pipeline again that does not run.
  ///
  /// @throws WadiException if it runs, or cannot be started
  public PipelineStatus restart(String id, RestartFrom from) {
    return status(restart(stored(id), from));
  }

  private LiveJob restart(StoredPipeline pipeline, RestartFrom from) {
    String id = pipeline.id();
    return starter.alone(
        id,
        () -> {
          owners.require(id);
          if (live.find(id).filter(LiveJob::isRunning).isPresent()) {
            throw new WadiException(ErrorCode.CONFLICT, "pipeline '%s' is running".formatted(id))
                .withHint("stop it first");
          }
          live.requireEnded(id);
          if (from instanceof RestartFrom.Beginning) {
            checkpoints.beginAnew(id);
          }
          Planned planned = planned(pipeline);
          if (from instanceof RestartFrom.Savepoint(String name)) {
            savepoints.goBack(id, name, planned.script());
          }
          LiveJob job = starter.job(pipeline, planned);
          trials.resume(job);
          return job;
        });
  }

  // What does not plan any more is a job that has failed.
  private Planned planned(StoredPipeline pipeline) {
    try {
      return planner.again(pipeline);
    } catch (RuntimeException e) {
      starter.record(PipelineStarter.failed(pipeline, ErrorDescription.of(e)));
      throw e;
    }
  }

  /// Plans and starts a pipeline.
  ///
  /// @throws WadiException if the SQL or a plugin is wrong, or the job cannot be started: then
  ///   there is neither the pipeline nor a plugin that came with it
  public PipelineStatus create(NewPipeline wanted) {
    return create(wanted, _ -> {});
  }

  /// The same.
  ///
  /// @param alongside what is recorded in the same moment
  public PipelineStatus create(NewPipeline wanted, Consumer<PipelineStatus> alongside) {
    return creation.create(wanted, alongside);
  }

  /// Plans what a pipeline would do.
  ///
  /// @param brought plugins that would come with it
  /// @throws WadiException with the place in the SQL if it is wrong
  public PlannedScript plan(String query, List<SentPlugin> brought) {
    List<PluginModule> modules = brought.isEmpty() ? List.of() : plugins.load(brought);
    return planner.first(query, modules).script();
  }

  /// Plans and starts a preview. One that only asks for answers has ended when this returns.
  ///
  /// @param parallelism goes before what the SQL sets
  /// @throws WadiException if the SQL is wrong or the job cannot be started
  public PipelineStatus preview(String query, OptionalInt parallelism, Caller caller) {
    Planned planned = planner.first(query);
    PlannedScript script = planned.script();
    if (script.answers().isEmpty() && script.upgrade().isEmpty()) {
      QueryRunner.requireQuery(script);
    }
    JobSettings settings = starter.settings(script, parallelism);
    LiveJob job =
        LiveJob.of(
            Identifiers.next(owners.previewPrefix()),
            "preview",
            query,
            planned,
            settings,
            caller.name(),
            true);
    runner.answer(script, settings.parallelism(), job.output());
    script.upgrade().ifPresent(asked -> Answers.send(upgrade(asked, caller), job.output()));
    if (script.pipeline().sinks().isEmpty()) {
      live.addEnded(job);
    } else {
      live.start(job, settings);
    }
    return status(job);
  }

  /// The pipelines without previews, newest first.
  public List<PipelineStatus> all() {
    return catalog.pipelines().all().stream().map(this::status).toList();
  }

  /// @throws WadiException if there is no such pipeline or preview, or it is a preview of another
  ///   server
  public PipelineStatus get(String id) {
    return live.find(id)
        .filter(LiveJob::isPreview)
        .map(this::status)
        .orElseGet(() -> status(stored(id)));
  }

  /// Where the server is that a pipeline or preview belongs to, if not this one.
  public Optional<URI> elsewhere(String id) {
    return owners.elsewhere(id);
  }

  /// Where that server answers gRPC, such as `grpc://host:5116`.
  public Optional<URI> grpcElsewhere(String id) {
    return owners.grpcElsewhere(id);
  }

  /// Where the server is that has a preview, if not this one.
  public Optional<URI> previewElsewhere(String id) {
    return owners.previewElsewhere(id);
  }

  private StoredPipeline stored(String id) {
    Optional<StoredPipeline> found = catalog.pipelines().find(id);
    if (found.isEmpty()) {
      owners.requireNotElsewhere(id);
    }
    return found.orElseThrow(
        () -> new WadiException(ErrorCode.NOT_FOUND, "no pipeline '%s'".formatted(id)));
  }

  private StoredPipeline own(String id) {
    StoredPipeline pipeline = stored(id);
    owners.require(id);
    return pipeline;
  }

  private PipelineStatus status(LiveJob job) {
    return job.isPreview()
        ? new PipelineStatus(
            job.pipeline(),
            true,
            job.plugins().stream().map(PluginModule::ref).toList(),
            Optional.empty(),
            List.of(job.status()))
        : status(job.pipeline());
  }

  private PipelineStatus status(StoredPipeline pipeline) {
    List<PluginRef> pinned =
        catalog.pins().of(pipeline.id()).orElse(List.of()).stream().map(this::ref).toList();
    return new PipelineStatus(
        pipeline,
        false,
        pinned,
        catalog.upgrades().of(pipeline.id()),
        catalog.jobs().ofPipeline(pipeline.id()));
  }

  // What a plugin that could not be loaded says of itself, nobody knows.
  private PluginRef ref(Pin pin) {
    return plugins
        .find(pin.sha256())
        .map(PluginModule::ref)
        .orElseGet(() -> new PluginRef(pin.name(), "", pin.sha256()));
  }

  /// Stops a pipeline's job, if one runs, and waits until it has stopped.
  ///
  /// @throws WadiException if it makes no checkpoints and is to stop with one, or if that could not
  ///   be made; in the latter case it has stopped nevertheless
  public PipelineStatus stop(String id, StopMode mode) {
    PipelineStatus before = get(id);
    if (!before.preview()) {
      owners.require(id);
    }
    live.find(id)
        .filter(LiveJob::isRunning)
        .ifPresent(job -> {
          if (mode.withCheckpoint()) {
            live.requireCheckpoints(job);
          }
          job.wantStop();
          live.stop(job, mode);
        });
    if (!before.preview()) {
      // A job that is just taking over from it, too, or would soon.
      starter.whenFree(
          id,
          () -> {
            live.find(id).ifPresent(job -> live.stop(job, mode));
            restarts.giveUp(id);
          });
    }
    return get(id);
  }

  /// @throws WadiException if a pipeline belongs to somebody else
  public static void requireOwned(StoredPipeline pipeline, Caller caller) {
    if (!caller.mayChangeWhatIsOf(pipeline.owner())) {
      throw new WadiException(
              ErrorCode.FORBIDDEN,
              "pipeline '%s' belongs to '%s'".formatted(pipeline.id(), pipeline.owner()))
          .withHint("ask its owner or an administrator to change it");
    }
  }

  /// Has a pipeline go on with another version of a plugin.
  ///
  /// @param reference to the new version, as {@link Plugins#get} takes it
  /// @return the pipeline, with what has become of it so far
  /// @throws WadiException if it cannot; it goes on with the version that it has
  public PipelineStatus upgrade(String id, String reference) {
    StoredPipeline pipeline = own(id);
    upgrades.upgrade(pipeline, reference);
    return status(pipeline);
  }

  /// Has a pipeline go on with another parallelism, or another interval of checkpoints.
  ///
  /// @throws WadiException if it cannot; it goes on as before
  public PipelineStatus retune(String id, UnaryOperator<StoredPipeline> change) {
    retuning.retune(change.apply(own(id)));
    return status(stored(id));
  }

  /// Gives a pipeline other SQL, with which it goes on.
  ///
  /// @param anew whether the pipeline, which must not run then, forgets its checkpoints
  /// @throws WadiException if it cannot; it goes on as before
  public PipelineStatus changeQuery(String id, String query, boolean anew) {
    queries.change(stored(id), query, anew);
    return status(stored(id));
  }

  /// The checkpoints of pipelines that have names.
  public PipelineSavepoints savepoints() {
    return savepoints;
  }

  /// Does what ALTER PIPELINE says.
  ///
  /// @throws WadiException with the place in the SQL, if that is not possible
  Answer.Rows upgrade(Upgrade asked, Caller caller) {
    try {
      StoredPipeline pipeline = named(asked.pipeline());
      requireOwned(pipeline, caller);
      owners.require(pipeline.id());
      var reference = new PluginReference(asked.plugin(), asked.version().orElse(""));
      return Answers.upgraded(pipeline, upgrades.upgrade(pipeline, reference.toString()));
    } catch (WadiException e) {
      throw e.at(asked.position());
    }
  }

  private StoredPipeline named(String idOrName) {
    Optional<StoredPipeline> byId = catalog.pipelines().find(idOrName);
    if (byId.isPresent()) {
      return byId.get();
    }
    List<StoredPipeline> all = catalog.pipelines().all();
    List<StoredPipeline> named =
        all.stream().filter(pipeline -> pipeline.name().equals(idOrName)).toList();
    if (named.size() > 1) {
      throw new WadiException(
              ErrorCode.CONFLICT, "%d pipelines are called '%s'".formatted(named.size(), idOrName))
          .withHint(
              "name one by its id: "
                  + named.stream().map(StoredPipeline::id).collect(Collectors.joining(", ")));
    }
    return named.stream()
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = all.stream().map(StoredPipeline::name).toList();
          return new WadiException(ErrorCode.NOT_FOUND, "no pipeline '%s'".formatted(idOrName))
              .withHint(
                  Names.nearest(idOrName, names).map("did you mean '%s'?"::formatted).orElse(null));
        });
  }

  /// Removes a pipeline that does not run.
  ///
  /// @throws WadiException if it runs, or there is none
  public void delete(String id) {
    PipelineStatus status = get(id);
    if (status.preview()) {
      requireStopped(status);
      live.forget(id);
      return;
    }
    starter.alone(
        id,
        () -> {
          owners.require(id);
          requireStopped(get(id));
          live.requireEnded(id);
          // First what may fail: as long as the pipeline is known, it can be tried again.
          checkpoints.remove(id);
          live.forget(id);
          catalog.pipelines().remove(id);
          return id;
        });
  }

  private static void requireStopped(PipelineStatus status) {
    String id = status.pipeline().id();
    if (status.jobs().stream().anyMatch(job -> job.state().isActive())) {
      throw new WadiException(ErrorCode.CONFLICT, "pipeline '%s' is running".formatted(id))
          .withHint(
              "stop it first: PATCH /api/v1/pipelines/%s {\"stop\": \"immediate\"}".formatted(id));
    }
  }

  /// The rows of a job.
  ///
  /// @throws WadiException if there is no such job, or it ended so long ago that its rows are gone
  public JobOutput output(String id, String jobId) {
    return liveJob(id, jobId).map(LiveJob::output).orElseThrow(() -> gone("the rows", jobId));
  }

  /// The jobs that run.
  public List<RunningJob> running() {
    return live.all().stream().filter(LiveJob::isRunning).map(LiveJob::figures).toList();
  }

  /// Whether the pipelines go on, as far as they do, that ran when the last server ended.
  public boolean haveResumed() {
    return resuming.isDone();
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
    owners.requireNotElsewhere(id);
    return live.find(id).filter(job -> job.status().id().equals(jobId));
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
  /// @throws WadiException if there is none, or a pipeline or a connection table uses it
  public void removePlugin(String reference) {
    removal.remove(reference);
  }

  /// Stops all jobs, those that go on with the next server with a checkpoint.
  @Override
  public void close() {
    live.beginToClose();
    resuming.join();
    starter.awaitAll();
    live.close();
  }
}
