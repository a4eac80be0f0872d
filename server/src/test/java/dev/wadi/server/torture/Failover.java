package dev.wadi.server.torture;

import dev.wadi.server.catalog.JobState;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./wadi bench failover`: one pipeline on several servers, under load, of which one is killed
/// again and again, in turn one that has a part in the pipeline and the one that it belongs to.
/// Prints how long it takes until the others run it, and until they have made a checkpoint; and
/// looks at the end whether each row is there exactly once.
@Command(
    name = "bench failover",
    description = "Measures how long a pipeline stands still when one of its servers is killed.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Failover implements Callable<Integer> {
  private static final int PAUSE_MILLIS = 5;
  private static final Duration BETWEEN = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int SERVERS_MIN = 3;
  private static final double NANOS_PER_SECOND = 1e9;

  // Those that are not there, and those that should not be.
  private static final String WRONG_COUNTS =
      """
      WITH expected AS (
        SELECT n // 60000 AS began, n %% %d AS k, count(*) AS amount, sum(n)::BIGINT AS total
        FROM copied GROUP BY 1, 2),
      found AS (SELECT epoch_ms(began) // 60000 AS began, k, amount, total::BIGINT FROM counted)
      SELECT (SELECT count(*) FROM (FROM expected EXCEPT ALL FROM found))
        + (SELECT count(*) FROM (FROM found EXCEPT ALL FROM expected))
      """;

  @Option(names = "--servers", description = "how many, at least 3", defaultValue = "3")
  private int servers;

  @Option(names = "--kills", description = "how many", defaultValue = "4")
  private int kills;

  @Option(names = "--rate", description = "rows per second", defaultValue = "100000")
  private int rate;

  @Option(names = "--keys", description = "how many keys are counted", defaultValue = "100000")
  private int keys;

  @Option(names = "--seconds", description = "of rows, if nothing happens", defaultValue = "120")
  private int seconds;

  @Option(
      names = "--checkpoint-interval",
      description = "milliseconds between checkpoints",
      defaultValue = "1000")
  private int intervalMillis;

  private Path folder;
  private ServerProcess last;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Failover()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (servers < SERVERS_MIN) {
      throw new IllegalArgumentException("--servers " + servers + ", expected at least 3");
    }
    folder = Files.createTempDirectory("wadi-failover");
    try (var group = new ServerGroup(folder, servers)) {
      group.compileWell();
      group.start();
      String pipeline = create(group);
      for (int kill = 0; kill < kills; kill++) {
        settle(group, pipeline);
        kill(group, pipeline, kill % 2 == 1);
      }
      await(() -> !group.state(pipeline).isActive());
      System.out.println("the pipeline is " + group.state(pipeline).title());
    }
    int code = compare();
    Torture.delete(folder);
    return code;
  }

  private String create(ServerGroup group) {
    String query =
        """
        SET checkpoint_interval = '%d milliseconds';
        CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '%d', message_count = '%d',
          event_time_interval = '1 millisecond');
        CREATE TABLE copied WITH (
          connector = 'filesystem', type = 'sink', path = '%s', format = 'parquet');
        CREATE TABLE counted WITH (
          connector = 'filesystem', type = 'sink', path = '%s', format = 'parquet');
        INSERT INTO copied
        SELECT CAST(subtask_index AS BIGINT) AS s, CAST(counter AS BIGINT) AS n FROM ticks;
        INSERT INTO counted
        SELECT w.start AS began, k, amount, total FROM (
          SELECT tumble(INTERVAL '60 seconds') AS w, CAST(counter AS BIGINT) %% %d AS k,
            count(*) AS amount, sum(CAST(counter AS BIGINT)) AS total
          FROM ticks GROUP BY 1, 2);
        """
            .formatted(
                intervalMillis,
                rate,
                rowsOfSubtask(),
                folder.resolve("copied"),
                folder.resolve("counted"),
                keys);
    try (var client = new ApiClient(group.any(new Random()).url())) {
      return client
          .post("/pipelines", Map.of("name", "load", "query", query, "parallelism", servers))
          .get("id")
          .asText();
    }
  }

  private long rowsOfSubtask() {
    return (long) rate * seconds / servers;
  }

  private long epoch(ServerGroup group) {
    return PublishedCheckpoints.in(group.checkpoints(), folder.resolve("copied")).epoch();
  }

  private void settle(ServerGroup group, String pipeline) {
    long until = System.nanoTime() + BETWEEN.toNanos();
    await(() -> System.nanoTime() > until && group.owner(pipeline).isPresent());
    if (!group.state(pipeline).isActive()) {
      throw new IllegalStateException("there were not rows enough for so many kills: --seconds");
    }
  }

  private void kill(ServerGroup group, String pipeline, boolean owns) throws Exception {
    ServerProcess owner = group.owner(pipeline).orElseThrow();
    // The one that was killed last has no part yet: it has joined later.
    ServerProcess victim = owns ? owner : group.other(owner, last);
    last = victim;
    String job = group.job(pipeline);
    victim.kill();
    long killed = System.nanoTime();
    long epoch = epoch(group);
    await(() -> !group.job(pipeline).equals(job) && group.state(pipeline) == JobState.RUNNING);
    double running = (System.nanoTime() - killed) / NANOS_PER_SECOND;
    await(() -> epoch(group) > epoch);
    double durable = (System.nanoTime() - killed) / NANOS_PER_SECOND;
    System.out.printf(
        Locale.ROOT,
        "kill -9 of %s: runs again after %.2f s, the next checkpoint after %.2f s%n",
        owns ? "its owner" : "another one",
        running,
        durable);
    victim.start();
  }

  private int compare() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String table : List.of("copied", "counted")) {
        statement.execute(
            "CREATE VIEW %s AS FROM read_parquet('%s/*.parquet')"
                .formatted(table, folder.resolve(table)));
      }
      long expected = servers * rowsOfSubtask();
      long rows = number(statement, "SELECT count(*) FROM copied");
      long different = number(statement, "SELECT count(*) FROM (SELECT DISTINCT s, n FROM copied)");
      long wrong = number(statement, WRONG_COUNTS.formatted(keys));
      System.out.printf(
          Locale.ROOT,
          "%,d rows expected, %,d there, %,d of them different; %,d counts of windows are wrong%n",
          expected,
          rows,
          different,
          wrong);
      return rows == expected && different == expected && wrong == 0 ? 0 : 1;
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void await(BooleanSupplier condition) {
    long last = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > last) {
        throw new IllegalStateException("what is waited for does not happen");
      }
      LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
    }
  }
}
