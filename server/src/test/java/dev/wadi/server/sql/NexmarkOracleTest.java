package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.Connectors;
import dev.wadi.connectors.format.JsonRows;
import dev.wadi.engine.jet.Engine;
import dev.wadi.engine.jet.EngineServices;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlanningContext;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.server.bench.NexmarkQuery;
import dev.wadi.server.bench.NexmarkScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The Nexmark queries over the same events, answered by Wadi and by DuckDB: as over a stream, and
/// as over tables that end. `-Dwadi.nexmark.events=1000000` compares a million events.
class NexmarkOracleTest {
  private static final Path EXPECTED = Path.of("src/test/resources/oracle/nexmark");
  private static final long EVENTS = Long.getLong("wadi.nexmark.events", 20_000);

  private static final OracleSink SINK = new OracleSink();
  private static final List<Connector> CONNECTORS = new ArrayList<>(Connectors.all());
  private static Connection duckDb;
  private static Engine engine;
  @TempDir private static Path folder;
  private static NexmarkScripts streams;
  private static NexmarkScripts tables;

  private record Run(int parallelism, int batchRows) {}

  private static final List<Run> RUNS =
      EVENTS > 100_000
          ? List.of(new Run(2, 8192))
          : List.of(new Run(1, 8192), new Run(2, 777), new Run(3, 2048));

  @BeforeAll
  static void start() throws IOException, SQLException {
    CONNECTORS.add(SINK);
    engine =
        Engine.start(
            new EngineServices(
                CONNECTORS,
                signature -> {
                  throw new IllegalStateException(signature.name());
                },
                JsonRows::values),
            EngineSettings.defaults().withThreads(2));
    streams = new NexmarkScripts(Files.createDirectory(folder.resolve("s")), EVENTS, false);
    tables = new NexmarkScripts(Files.createDirectory(folder.resolve("t")), EVENTS, true);
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    for (String table : List.of("person", "auction", "bid")) {
      copy(table);
    }
    execute("CREATE VIEW side_input AS FROM '%s/t/side_input.csv'".formatted(folder));
  }

  private static void copy(String table) throws SQLException {
    Path file = folder.resolve(table + ".parquet");
    String copying =
        "CREATE TABLE copy WITH (connector = 'single_file', path = '%s', format = 'parquet');"
            .formatted(file);
    run(plan(tables, copying + "INSERT INTO copy SELECT * FROM " + table), new Run(2, 8192));
    execute("CREATE TABLE %s AS FROM '%s'".formatted(table, file));
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  static void stop() throws SQLException {
    engine.close();
    duckDb.close();
  }

  @ParameterizedTest
  @EnumSource
  void asAStream(NexmarkQuery query) throws IOException, SQLException {
    compare(query, streams);
  }

  @ParameterizedTest
  @EnumSource
  void asATable(NexmarkQuery query) throws IOException, SQLException {
    compare(query, tables);
  }

  private static void compare(NexmarkQuery query, NexmarkScripts scripts)
      throws IOException, SQLException {
    PlannedScript planned = plan(scripts, wadi(query));
    OracleRows expected = OracleRows.ask(duckDb, duckDb(query));
    assertThat(expected.rows()).isNotEmpty();
    for (Run run : RUNS) {
      SINK.take();
      run(planned, run);
      SINK.take().assertEqualTo(expected, true, "%s, %s".formatted(query, run));
      assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
    }
  }

  private static String wadi(NexmarkQuery query) {
    return determined(query, query.text());
  }

  private static String duckDb(NexmarkQuery query) throws IOException {
    Path own = EXPECTED.resolve(query.title() + ".sql");
    return Files.exists(own) ? Files.readString(own) : determined(query, query.text());
  }

  // What does not depend on the clock, nor on which of several equally good rows is taken.
  private static String determined(NexmarkQuery query, String sql) {
    String columns =
        switch (query) {
          case Q9 -> "id, price, date_time";
          case Q12 -> "bidder, sum(bids) AS bids";
          case Q18 -> "bidder, auction, date_time";
          case Q19 -> "auction, place, price";
          default -> "*";
        };
    String grouped = query == NexmarkQuery.Q12 ? " GROUP BY bidder" : "";
    return columns.equals("*")
        ? sql
        : "SELECT %s FROM (%s) AS q%s".formatted(columns, sql, grouped);
  }

  private static PlannedScript plan(NexmarkScripts scripts, String sql) {
    var context = new PlanningContext(CONNECTORS, List.of(), List.of());
    return new SqlPlanner(context).plan(scripts.tables() + sql);
  }

  private static void run(PlannedScript planned, Run run) {
    JobSettings settings =
        JobSettings.defaults("nexmark")
            .withParallelism(run.parallelism())
            .withBatchRows(run.batchRows());
    engine.submit(planned.pipeline(), settings).join();
  }
}
