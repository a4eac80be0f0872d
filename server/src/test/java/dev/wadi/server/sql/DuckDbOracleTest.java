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
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The same queries over the same files, answered by Wadi and by DuckDB. `-Dwadi.oracle.seed=`
/// makes the random tables again.
class DuckDbOracleTest {
  private static final Path QUERIES = Path.of("src/test/resources/oracle");
  private static final long SEED = Long.getLong("wadi.oracle.seed", System.nanoTime());

  private static final OracleSink SINK = new OracleSink();
  private static final List<Connector> CONNECTORS = new ArrayList<>(Connectors.all());
  private static Connection duckDb;
  private static Engine engine;
  private static List<String> tables;
  @TempDir private static Path folder;

  private record Run(int parallelism, int batchRows) {}

  private static final List<Run> RUNS = List.of(new Run(1, 8192), new Run(2, 777), new Run(4, 331));

  @BeforeAll
  static void start() throws SQLException {
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
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    new RandomTables(SEED).create(duckDb);
    Path demo = SqlEnvironment.home().resolve("demo");
    try (Statement statement = duckDb.createStatement()) {
      // It makes false of NULL where date_trunc is compared with a time that it never gives.
      statement.execute("SET disabled_optimizers = 'expression_rewriter'");
      statement.execute("CREATE TABLE in_time AS FROM t WHERE ts IS NOT NULL ORDER BY ts, id");
      for (String table : List.of("t", "u", "in_time")) {
        statement.execute(
            "COPY %s TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 500)".formatted(table, file(table)));
      }
      statement.execute("CREATE VIEW flights AS FROM '%s/flights.parquet'".formatted(demo));
      statement.execute("CREATE VIEW airports AS FROM '%s/airports.csv'".formatted(demo));
    }
    tables =
        List.of(
            table(
                "flights",
                "date TIMESTAMP, delay BIGINT, distance BIGINT, origin TEXT, destination TEXT",
                demo.resolve("flights.parquet"),
                "parquet"),
            table(
                "airports",
                "iata TEXT, name TEXT, city TEXT, state TEXT, country TEXT, latitude DOUBLE,"
                    + " longitude DOUBLE",
                demo.resolve("airports.csv"),
                "csv"),
            table(
                "t",
                "id BIGINT, i INT, s SMALLINT, b BIGINT, d DOUBLE, c DECIMAL(12, 2), t TEXT,"
                    + " flag BOOLEAN, day DATE, ts TIMESTAMP",
                file("t"),
                "parquet"),
            table(
                "in_time",
                "id BIGINT, i INT, s SMALLINT, b BIGINT, d DOUBLE, c DECIMAL(12, 2), t TEXT,"
                    + " flag BOOLEAN, day DATE, ts TIMESTAMP, WATERMARK FOR ts",
                file("in_time"),
                "parquet"),
            table("u", "k SMALLINT, name TEXT", file("u"), "parquet"));
  }

  private static Path file(String table) {
    return folder.resolve(table + ".parquet");
  }

  private static String table(String name, String columns, Path path, String format) {
    return "CREATE TABLE %s (%s) WITH (connector = 'single_file', path = '%s', format = '%s')"
        .formatted(name, columns, path, format);
  }

  @AfterAll
  static void stop() throws SQLException {
    engine.close();
    duckDb.close();
  }

  @TestFactory
  Stream<DynamicTest> flights() throws IOException {
    return tests("flights.sql");
  }

  @TestFactory
  Stream<DynamicTest> generated() throws IOException {
    return tests("generated.sql");
  }

  @TestFactory
  Stream<DynamicTest> windows() throws IOException {
    return tests("windows.sql");
  }

  @TestFactory
  Stream<DynamicTest> functions() throws IOException {
    return tests("functions.sql");
  }

  private static Stream<DynamicTest> tests(String file) throws IOException {
    return OracleQuery.read(QUERIES.resolve(file)).stream()
        .map(query ->
            DynamicTest.dynamicTest(file + ":" + query.line(), () -> compare(query, RUNS)));
  }

  private static void compare(OracleQuery query, List<Run> runs) throws SQLException {
    OracleRows expected = OracleRows.ask(duckDb, query.duckDb());
    var context = new PlanningContext(CONNECTORS, List.of(), tables);
    PlannedScript planned = new SqlPlanner(context).plan(query.wadi());
    for (Run run : runs) {
      var settings =
          JobSettings.defaults("oracle")
              .withParallelism(run.parallelism())
              .withBatchRows(run.batchRows());
      SINK.take();
      engine.submit(planned.pipeline(), settings).join();
      SINK.take()
          .assertEqualTo(
              expected,
              query.approximate(),
              "seed %d, %s, line %d%n%s".formatted(SEED, run, query.line(), query.wadi()));
      assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
    }
  }
}
