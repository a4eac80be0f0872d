package dev.wadi.server.sql.random;

import dev.wadi.connectors.Connectors;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.engine.jet.Engine;
import dev.wadi.engine.jet.EngineServices;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.testing.Script;
import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.engine.testing.SteppingRunner;
import dev.wadi.planner.PlanningContext;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.server.sql.OracleRows;
import dev.wadi.server.sql.OracleSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks both engines. One of each serves all cases.
final class CaseRunner implements AutoCloseable {
  private static final FunctionProvider NO_FUNCTIONS =
      signature -> {
        throw new IllegalStateException(signature.name());
      };
  private static final int PARALLELISM_MAX = 4;
  // What DuckDB says of numbers that are too large for it, and of queries.
  private static final List<String> UNKNOWN =
      List.of("Out of Range Error", "Conversion Error", "Not implemented Error");
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(ErrorCode.UNSUPPORTED_SQL, ErrorCode.INVALID_WINDOW, ErrorCode.INVALID_WATERMARK);

  private final Script script = new Script();
  private final OracleSink sink = new OracleSink();
  private final List<Connector> connectors = new ArrayList<>(Connectors.all());
  private final Engine engine;
  private final Connection duckDb;

  CaseRunner() throws SQLException {
    connectors.addAll(List.of(new ScriptedConnector(script), sink));
    engine =
        Engine.start(
            new EngineServices(connectors, NO_FUNCTIONS, JsonRows::values),
            EngineSettings.defaults().withThreads(2));
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = 1");
    // It makes false of NULL where date_trunc is compared with a time that it never gives.
    execute("SET disabled_optimizers = 'expression_rewriter'");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(sql);
    }
  }

  Verdict run(Case example) {
    OracleRows expected;
    try {
      expected = askDuckDb(example);
    } catch (SQLException e) {
      String message = e.getMessage();
      return UNKNOWN.stream().anyMatch(message::contains)
          ? new Verdict.Unknown(message)
          : new Verdict.Failed(kind(message), null, message, e);
    }
    Optional<Pipeline> planned = Optional.empty();
    for (Run run : example.runs()) {
      Verdict verdict;
      try {
        boolean changing = run instanceof Run.Changing;
        Pipeline pipeline = changing || planned.isEmpty() ? plan(example, changing) : planned.get();
        planned = changing ? planned : Optional.of(pipeline);
        verdict = run(example, pipeline, run, expected);
      } catch (RuntimeException | AssertionError e) {
        verdict = verdict(e, run);
      }
      if (!(verdict instanceof Verdict.Agreed)) {
        return verdict;
      }
    }
    return new Verdict.Agreed();
  }

  private OracleRows askDuckDb(Case example) throws SQLException {
    for (TableRows table : example.tables()) {
      for (String statement : table.duckDb()) {
        execute(statement);
      }
    }
    return OracleRows.ask(duckDb, example.query().sql(Dialect.DUCKDB));
  }

  private Pipeline plan(Case example, boolean changing) {
    List<String> tables = example.tables().stream().map(table -> table.wadi(changing)).toList();
    return new SqlPlanner(new PlanningContext(connectors, List.of(), tables))
        .plan(example.query().sql(Dialect.WADI))
        .pipeline();
  }

  private Verdict run(Case example, Pipeline pipeline, Run run, OracleRows expected) {
    sink.clear();
    switch (run) {
      case Run.OnEngine onEngine -> run(pipeline, example, onEngine);
      case Run.Stepped stepped -> step(pipeline, example, run, stepped.restarts(), stepped.seed());
      case Run.Changing stepped -> step(pipeline, example, run, stepped.restarts(), stepped.seed());
    }
    sink.take().assertEqualTo(expected, true, "rows");
    return MemoryScope.bytesInUseOfProcess() == 0
        ? new Verdict.Agreed()
        : new Verdict.Failed("memory", run, "off-heap memory is left", null);
  }

  // Not all that can be asked of tables can be asked of rows that change.
  private static Verdict verdict(Throwable thrown, Run run) {
    return switch (thrown) {
      case WadiException e when REFUSALS.contains(e.code()) ->
          run instanceof Run.Changing ? new Verdict.Agreed() : new Verdict.Refused(e.describe());
      case WadiException e -> new Verdict.Failed(kind(e.describe()), run, e.describe(), e);
      // Without a message, it is an assertion of a library.
      case AssertionError e when e.getMessage() != null ->
          new Verdict.Failed("rows", run, e.getMessage(), e);
      default -> new Verdict.Failed(thrown.getClass().getName(), run, thrown.toString(), thrown);
    };
  }

  // Without what differs from one query to another.
  private static String kind(String message) {
    return message.replaceAll("(?s)[\"'].*", "").replaceAll("[0-9]", "");
  }

  private void run(Pipeline pipeline, Case example, Run.OnEngine run) {
    script.replace(feeds(example, Choice.of(0), false));
    script.releaseAll();
    engine
        .submit(
            pipeline,
            JobSettings.defaults("random")
                .withParallelism(run.parallelism())
                .withBatchRows(run.batchRows()))
        .join();
  }

  private void step(Pipeline pipeline, Case example, Run run, boolean restarts, long seed) {
    Choice choice = Choice.of(seed);
    script.replace(feeds(example, choice, run instanceof Run.Changing));
    try (var runner =
        new SteppingRunner(
            pipeline,
            connectors,
            NO_FUNCTIONS,
            JsonRows::values,
            run.parallelism(),
            run.batchRows(),
            seed,
            false)) {
      runner.drain();
      while (script.releaseNext()) {
        runner.drain();
        if (restarts && choice.oneIn(2)) {
          runner.restart(1 + choice.below(PARALLELISM_MAX), run.batchRows());
        }
      }
      script.releaseAll();
      runner.finish();
    }
  }

  private static List<Script.Feed> feeds(Case example, Choice choice, boolean changing) {
    return Tables.feeds(example.tables(), choice).stream()
        .map(feed ->
            new Script.Feed(
                feed.table().shape().name(),
                changing
                    ? Changes.of(feed, choice)
                    : feed.rows().stream().map(feed.table()::line).toList()))
        .toList();
  }

  @Override
  public void close() throws SQLException {
    engine.close();
    duckDb.close();
  }
}
