package dev.wadi.server.sql;

import dev.wadi.connectors.Connectors;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.dataflow.DataflowPrinter;
import dev.wadi.engine.jet.Engine;
import dev.wadi.engine.jet.EngineServices;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.testing.CollectingConnector;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PlanningContext;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.testing.TestHttpServer;
import dev.wadi.server.output.PreviewConnector;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.PluginFormats;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What SQL tests share: an engine with all connectors, scripted tables, and sinks that can be
/// looked into. Bare SELECTs write to such a sink, too.
final class SqlEnvironment implements AutoCloseable {
  private final Script script = new Script();
  private final CollectingConnector sink = new CollectingConnector();
  private final CollectingConnector preview =
      new CollectingConnector(PreviewConnector.NAME, Integer.MAX_VALUE);
  private final PluginRegistry plugins = new PluginRegistry();
  private final List<Connector> connectors =
      new ArrayList<>(Connectors.all(new PluginFormats(plugins)));
  private final TestHttpServer http = TestHttpServer.start();
  private final Engine engine;

  SqlEnvironment() {
    connectors.addAll(List.of(new ScriptedConnector(script), sink, preview));
    engine =
        Engine.start(
            new EngineServices(() -> with(plugins.modules()), plugins, JsonRows::values),
            EngineSettings.defaults().withThreads(2));
  }

  Script script() {
    return script;
  }

  /// What is built in, and what plugins bring.
  List<Connector> with(List<PluginModule> modules) {
    List<Connector> all = new ArrayList<>(connectors);
    modules.forEach(module -> all.addAll(module.connectors()));
    return all;
  }

  PluginRegistry plugins() {
    return plugins;
  }

  /// The server that plugins ask.
  TestHttpServer http() {
    return http;
  }

  Engine engine() {
    return engine;
  }

  /// The checkout's root.
  static Path home() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /// A sample plugin, or one of the host's tests.
  PluginModule plugin(String plugin) {
    Path sample = home().resolve("sample-plugins").resolve(plugin).resolve(plugin + ".wasm");
    Path guests = home().resolve("udf-host/src/test/resources/guests");
    Path file = Files.exists(sample) ? sample : guests.resolve(plugin + ".wasm");
    try {
      PluginModule module = plugins.add(Files.readAllBytes(file));
      grant(module);
      return module;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Whoever needs another system asks the one that is there for tests.
  private void grant(PluginModule module) {
    if (module.capabilities().contains("http")) {
      plugins.grant(
          module,
          Grants.parse(List.of("http:127.0.0.1:" + http.port(), "env:ENRICH_URL=" + http.url())));
    }
  }

  PlannedScript plan(String sql, List<PluginModule> modules, List<String> definitions) {
    List<FunctionSignature> functions =
        modules.stream().flatMap(module -> module.functions().stream()).toList();
    return new SqlPlanner(new PlanningContext(with(modules), functions, definitions)).plan(sql);
  }

  /// What SHOW, DESCRIBE and EXPLAIN say, a line for each row.
  List<String> answers(PlannedScript script) {
    return script.answers().stream().flatMap(answer -> lines(answer).stream()).toList();
  }

  private List<String> lines(Answer answer) {
    return switch (answer) {
      case Answer.LogicalPlan plan -> plan.plan().lines().toList();
      case Answer.PhysicalPlan plan ->
          DataflowPrinter.lines(Dataflow.of(plan.pipeline(), connectorsById(), 2));
      case Answer.Rows rows -> rows.rows().stream().map(row -> String.join(", ", row)).toList();
    };
  }

  private Map<String, Connector> connectorsById() {
    return with(plugins.modules()).stream()
        .collect(Collectors.toMap(Connector::id, Function.identity()));
  }

  void forgetRows() {
    sink.clear();
    preview.clear();
  }

  /// What was written since {@link #forgetRows}.
  ///
  /// @param script tells the sinks' names, if there are several
  List<String> rows(PlannedScript script) {
    List<String> rows = new ArrayList<>();
    boolean several = script.pipeline().sinks().size() > 1;
    script.pipeline().sinks().stream()
        .map(write -> write.table())
        .distinct()
        .forEach(table -> {
          var collected = table.connector().equals(PreviewConnector.NAME) ? preview : sink;
          String prefix = several ? table.name() + ": " : "";
          collected.rows(table.name()).forEach(row -> rows.add(prefix + row));
        });
    return rows;
  }

  @Override
  public void close() {
    engine.close();
    http.close();
  }
}
