package dev.wadi.server.pipeline;

import dev.wadi.connectors.Connectors;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.engine.cluster.Cluster;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.StateLayout;
import dev.wadi.engine.jet.CheckpointSettings;
import dev.wadi.engine.jet.Engine;
import dev.wadi.engine.jet.EngineServices;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.Job;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PlanningContext;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.sdk.connector.ConnectionProfile;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Internal;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.checkpoint.CheckpointStores;
import dev.wadi.server.input.UploadConnector;
import dev.wadi.server.output.BatchReceiver;
import dev.wadi.server.output.JsonBatches;
import dev.wadi.server.output.PreviewConnector;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.server.trace.Span;
import dev.wadi.wasm.GuestCodeCache;
import dev.wadi.wasm.PluginFormats;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// From SQL text to a running job: an engine with all connectors and the plugins of this process.
/// Thread-safe.
public final class QueryRunner implements AutoCloseable {
  // What the planner takes for a table that is in no outside system.
  private static final String MEMORY = "memory";

  private final PluginRegistry plugins;
  private final PreviewConnector preview = new PreviewConnector();
  private final UploadConnector uploads = new UploadConnector();
  private final List<Connector> builtIn;
  private final CompletableFuture<Engine> engine;
  private final Sharing sharing = new Sharing();

  private QueryRunner(EngineSettings settings, PluginRegistry plugins) {
    this.plugins = plugins;
    builtIn = builtIn(new PluginFormats(plugins));
    List<String> names = new ArrayList<>(builtIn.stream().map(Connector::name).toList());
    names.add(MEMORY);
    plugins.reserveConnectors(names);
    var services = new EngineServices(this::connectors, plugins, JsonRows::values, sharing);
    engine =
        CompletableFuture.supplyAsync(
            () -> Engine.start(services, settings),
            task -> Thread.ofPlatform().name("wadi-engine-start").start(task));
  }

  private List<Connector> builtIn(PluginFormats formats) {
    List<Connector> all = new ArrayList<>(Connectors.all(formats));
    all.add(preview);
    all.add(uploads);
    return List.copyOf(all);
  }

  /// Returns at once: the engine starts in the background, while the first script is planned.
  public static QueryRunner start(EngineSettings settings) {
    return start(settings, GuestCodeCache.none());
  }

  /// Like {@link #start(EngineSettings)}.
  ///
  /// @param cache where compiled plugins are kept for the next start
  public static QueryRunner start(EngineSettings settings, GuestCodeCache cache) {
    return new QueryRunner(settings, new PluginRegistry(cache));
  }

  /// Who works together with this process. Waits until it has joined them.
  ///
  /// @throws WadiException if the settings of the cluster cannot be used
  public Cluster cluster() {
    try {
      return engine.join().cluster();
    } catch (CompletionException e) {
      throw e.getCause() instanceof WadiException cause ? cause : e;
    }
  }

  /// From now on, pipelines are shared with the other servers of the cluster, which have the same
  /// catalog and the same checkpoints.
  ///
  /// @param known reads what the catalog has
  /// @param checkpoints of all pipelines
  public void share(Plugins known, CheckpointStores checkpoints) {
    sharing.begin(known, checkpoints);
  }

  /// Where tables come from that clients fill.
  UploadConnector uploads() {
    return uploads;
  }

  public PluginRegistry plugins() {
    return plugins;
  }

  /// What is built in, then what plugins bring, in all of their versions.
  private List<Connector> connectors() {
    return with(builtIn, plugins.modules());
  }

  /// What people can make tables of without asking for a version.
  public List<Connector> latestConnectors() {
    return with(builtIn, plugins.latest()).stream()
        .filter(connector -> !(connector instanceof Internal))
        .toList();
  }

  private static List<Connector> with(List<Connector> builtIn, List<PluginModule> modules) {
    List<Connector> all = new ArrayList<>(builtIn);
    modules.forEach(module -> all.addAll(module.connectors()));
    return all;
  }

  /// Plans a script; starts nothing.
  ///
  /// @throws WadiException with the place in the SQL, if the script is wrong
  public PlannedScript plan(String sql) {
    return plan(sql, List.of(), plugins.modules(), List.of());
  }

  /// Plans a script that may use tables which are defined elsewhere, as if there were no other
  /// plugins than these.
  ///
  /// @param definitions `CREATE` statements
  /// @param modules of several versions of a plugin, the last is meant where the SQL names none
  /// @param profiles what tables may name
  PlannedScript plan(
      String sql,
      List<String> definitions,
      List<PluginModule> modules,
      List<ConnectionProfile> profiles) {
    return planner(definitions, modules, profiles).plan(sql);
  }

  /// A planner for scripts that may use tables which are defined elsewhere, as if there were no
  /// other plugins than these.
  ///
  /// @param definitions `CREATE` statements
  /// @param modules of several versions of a plugin, the last is meant where the SQL names none
  /// @param profiles what tables may name
  SqlPlanner planner(
      List<String> definitions, List<PluginModule> modules, List<ConnectionProfile> profiles) {
    return new SqlPlanner(
        new PlanningContext(
            with(builtIn(new PluginFormats(modules)), modules),
            modules.stream().flatMap(module -> module.functions().stream()).toList(),
            definitions,
            profiles));
  }

  /// Whether a script has no errors, if these are all plugins that there are.
  boolean isPlanned(String sql, List<PluginModule> modules, List<ConnectionProfile> profiles) {
    try {
      plan(sql, List.of(), modules, profiles);
      return true;
    } catch (WadiException e) {
      return false;
    }
  }

  /// @throws WadiException if a script has nothing that could be started
  public static void requireQuery(PlannedScript script) {
    script
        .upgrade()
        .ifPresent(upgrade -> {
          throw new WadiException(ErrorCode.INVALID_SQL, "ALTER PIPELINE is no query to be run")
              .withHint("send it to a server: POST /api/v1/query")
              .at(upgrade.position());
        });
    if (script.pipeline().sinks().isEmpty()) {
      throw new WadiException(ErrorCode.INVALID_SQL, "the SQL runs nothing")
          .withHint("add a SELECT or an INSERT INTO ... SELECT");
    }
  }

  /// Hands on what a script's SHOW, DESCRIBE and EXPLAIN statements say.
  ///
  /// @param parallelism of its pipeline
  public void answer(PlannedScript script, int parallelism, RowReceiver receiver) {
    answers(script, parallelism).forEach(answer -> Answers.send(answer, receiver));
  }

  /// What a script's SHOW, DESCRIBE and EXPLAIN statements say.
  ///
  /// @param parallelism of its pipeline
  List<Answer.Rows> answers(PlannedScript script, int parallelism) {
    return new Answers(connectors(), plugins).of(script, parallelism);
  }

  /// The plan of another script beside that of one.
  OtherPlan otherPlan(PlannedScript before, PlannedScript after) {
    Map<String, Connector> byId =
        connectors().stream().collect(Collectors.toMap(Connector::id, Function.identity()));
    return OtherPlan.of(
        before.pipeline(),
        StateLayout.of(Dataflow.of(before.pipeline(), byId, 1)),
        after.pipeline(),
        StateLayout.of(Dataflow.of(after.pipeline(), byId, 1)));
  }

  /// Whether a plan calls a function of a module, or has a table of its connectors or formats.
  static boolean usesPlugin(Pipeline pipeline, String sha256) {
    return new String(PlanCodec.write(pipeline), StandardCharsets.UTF_8).contains(sha256);
  }

  private void requireFreePlugins(Pipeline pipeline) {
    plugins.modules().stream()
        .filter(module -> module.quarantine().isPresent())
        .filter(module -> usesPlugin(pipeline, module.sha256()))
        .forEach(PluginModule::requireFree);
  }

  /// Starts a planned script.
  ///
  /// @param receiver gets the rows of its bare SELECTs; of an EXPLAIN ANALYZE, the plan at the end
  /// @throws WadiException if it uses a plugin that is in quarantine
  public RunningQuery start(PlannedScript script, JobSettings settings, RowReceiver receiver) {
    return start(script, settings, Optional.empty(), receiver);
  }

  /// Starts a planned script, which goes on from its last checkpoint if it makes any.
  ///
  /// @param checkpoints empty if it makes none
  /// @throws WadiException if it uses a plugin that is in quarantine, or cannot go on
  RunningQuery start(
      PlannedScript script,
      JobSettings settings,
      Optional<CheckpointSettings> checkpoints,
      RowReceiver receiver) {
    return start(
        script,
        settings,
        checkpoints,
        new JsonBatches(receiver),
        answer -> Answers.send(answer, receiver));
  }

  /// Starts a planned script, which makes no checkpoints.
  ///
  /// @param receiver gets what its bare SELECTs produce, unless it is an EXPLAIN ANALYZE
  /// @param analysis gets what there is to say of an EXPLAIN ANALYZE, at the end
  /// @throws WadiException if it uses a plugin that is in quarantine
  RunningQuery start(
      PlannedScript script,
      JobSettings settings,
      BatchReceiver receiver,
      Consumer<Answer.Rows> analysis) {
    return start(script, settings, Optional.empty(), receiver, analysis);
  }

  private RunningQuery start(
      PlannedScript script,
      JobSettings settings,
      Optional<CheckpointSettings> checkpoints,
      BatchReceiver receiver,
      Consumer<Answer.Rows> analysis) {
    requireFreePlugins(script.pipeline());
    String id = Identifiers.next("out");
    BatchReceiver rows = script.analyzed() ? BatchReceiver.NOBODY : receiver;
    Pipeline pipeline = preview.attach(script.pipeline(), id, rows);
    try {
      long start = System.nanoTime();
      Job job = Span.inside("start job", () -> submit(pipeline, settings, checkpoints));
      Runnable report =
          script.analyzed()
              ? () -> analysis.accept(Analysis.of(job.metrics(), System.nanoTime() - start))
              : () -> {};
      return new RunningQuery(job, () -> preview.detach(id), report);
    } catch (RuntimeException e) {
      preview.detach(id);
      throw e;
    }
  }

  private Job submit(
      Pipeline pipeline, JobSettings settings, Optional<CheckpointSettings> checkpoints) {
    Engine started = engine.join();
    return checkpoints
        .map(durable -> started.submit(pipeline, settings, durable.shared(sharing.isOn())))
        .orElseGet(() -> started.submit(pipeline, settings));
  }

  /// Stops whatever still runs.
  @Override
  public void close() {
    // One that has not started has nothing to be closed.
    engine.handle((started, _) -> Optional.ofNullable(started)).join().ifPresent(Engine::close);
  }
}
