package dev.wadi.server.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Prints what checkpoints cost, `./wadi bench --checkpoints`: the throughput of a pipeline that
/// keeps a million keys, with a checkpoint every ten seconds and without, in turn.
public final class CheckpointCosts {
  private static final int KEYS = 1_000_000;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 30;
  private static final String EVERY_TEN_SECONDS = "10 seconds";
  private static final String NEVER = "1 day";

  private CheckpointCosts() {}

  /// @param rows a second
  /// @param bytes of each checkpoint
  /// @param millis that each took, from the barrier on
  private record Run(double rows, List<Long> bytes, List<Long> millis) {}

  /// @param args how many seconds are measured each time, if not so many as usual
  public static void main(String[] args) throws Exception {
    var time = Duration.ofSeconds(args.length == 0 ? SECONDS : Integer.parseInt(args[0]));
    List<Run> with = new ArrayList<>();
    List<Run> without = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      without.add(run("without", NEVER, time));
      with.add(run("every ten seconds", EVERY_TEN_SECONDS, time));
    }
    System.out.printf(
        Locale.ROOT,
        "throughput with checkpoints is %.1f %% of that without%n",
        100 * mean(with) / mean(without));
    System.exit(0);
  }

  private static double mean(List<Run> runs) {
    return runs.stream().mapToDouble(Run::rows).average().orElseThrow();
  }

  private static Run run(String title, String interval, Duration time) throws Exception {
    Path directory = Files.createTempDirectory("wadi-checkpoints");
    var http = HttpSettings.of(HttpSettings.DEFAULT_HOST, 0);
    int parallelism = Runtime.getRuntime().availableProcessors();
    try (WadiServer server =
            WadiServer.start(ServerSettings.of(http, Optional.of(directory), parallelism));
        var client = new ApiClient(server.url())) {
      Run run = run(client, interval, time);
      System.out.printf(
          Locale.ROOT,
          "%s: %,.0f rows/s; checkpoints of %s bytes took %s ms%n",
          title,
          run.rows(),
          run.bytes(),
          run.millis());
      return run;
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Run run(ApiClient client, String interval, Duration time)
      throws InterruptedException {
    JsonNode pipeline =
        client.post("/pipelines", Map.of("name", "costs", "query", query(interval)));
    String job =
        "/pipelines/%s/jobs/%s"
            .formatted(pipeline.get("id").asText(), pipeline.at("/jobs/0/id").asText());
    // Until all keys are there.
    Thread.sleep(time.dividedBy(2));
    long before = rowsIn(client, job);
    long start = System.nanoTime();
    Thread.sleep(time);
    double rows = (rowsIn(client, job) - before) * 1e9 / (System.nanoTime() - start);
    List<Long> bytes = new ArrayList<>();
    List<Long> millis = new ArrayList<>();
    for (JsonNode checkpoint : client.get(job + "/checkpoints").get("data")) {
      if (checkpoint.get("state").asText().equals("Finished")) {
        bytes.add(checkpoint.get("bytes").asLong());
        millis.add(checkpoint.get("duration_millis").asLong());
      }
    }
    return new Run(rows, bytes, millis);
  }

  private static String query(String interval) {
    return """
    SET checkpoint_interval = '%s';
    CREATE TABLE ticks WITH (connector = 'impulse');
    CREATE TABLE counts (k BIGINT, amount BIGINT, total BIGINT) WITH (connector = 'blackhole');
    INSERT INTO counts
      SELECT CAST(counter AS BIGINT) %% %d, count(*), sum(CAST(subtask_index AS BIGINT))
      FROM ticks GROUP BY 1;
    """
        .formatted(interval, KEYS);
  }

  private static long rowsIn(ApiClient client, String job) {
    return StreamSupport.stream(
            client.get(job + "/operator_metric_groups").get("data").spliterator(), false)
        .filter(stage -> stage.get("stage").asText().contains("read ticks"))
        .mapToLong(stage -> stage.get("rows_in").asLong())
        .sum();
  }
}
