package dev.wadi.server.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Prints what checkpoints cost, `./wadi bench --checkpoints`: the throughput of pipelines that
/// keep a million keys, with a checkpoint every ten seconds and without, in turn; and what is
/// written when one percent of the keys is touched from one checkpoint to the next.
public final class CheckpointCosts {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 30;
  private static final String EVERY_TEN_SECONDS = "10 seconds";
  private static final String NEVER = "1 day";
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CheckpointCosts() {}

  /// @param rows a second
  /// @param rowsOfCpu a second of CPU time of the whole process
  /// @param checkpoints that have been published, newest first
  /// @param stalls how long a task stood still for a checkpoint, in milliseconds
  private record Run(
      double rows, double rowsOfCpu, List<JsonNode> checkpoints, List<Double> stalls) {}

  /// @param args how many seconds are measured each time, and in how many rounds throughput is, if
  ///   not as usual
  public static void main(String[] args) throws Exception {
    var time = Duration.ofSeconds(args.length == 0 ? SECONDS : Integer.parseInt(args[0]));
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    if (rounds > 0) {
      compare("updating aggregate", CheckpointQueries::updating, time, rounds);
      compare("windowed aggregate", CheckpointQueries::windowed, time, rounds);
    }
    touchOnePercent(time);
    System.exit(0);
  }

  private interface Query {
    String with(String interval);
  }

  private static void compare(String title, Query query, Duration time, int rounds)
      throws Exception {
    System.out.println(title);
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      // Who comes first is not always the same.
      boolean first = round % 2 == 0;
      Run one = run(query.with(first ? NEVER : EVERY_TEN_SECONDS), time);
      Run other = run(query.with(first ? EVERY_TEN_SECONDS : NEVER), time);
      Run without = first ? one : other;
      Run with = first ? other : one;
      print("without", without);
      print("every ten seconds", with);
      wall.add(100 * with.rows() / without.rows());
      cpu.add(100 * with.rowsOfCpu() / without.rowsOfCpu());
    }
    System.out.printf(
        Locale.ROOT,
        "  with checkpoints, of what it is without: %.1f %% rows/s, %.1f %% rows per CPU second"
            + " (medians of %d)%n",
        median(wall),
        median(cpu),
        rounds);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static void touchOnePercent(Duration time) throws Exception {
    System.out.println("updating aggregate, one percent of the keys touched in ten seconds");
    print("every ten seconds", run(CheckpointQueries.touching(EVERY_TEN_SECONDS), time));
  }

  private static void print(String title, Run run) {
    System.out.printf(
        Locale.ROOT,
        "  %s: %,.0f rows/s, %,.0f per CPU second%n",
        title,
        run.rows(),
        run.rowsOfCpu());
    for (JsonNode checkpoint : run.checkpoints().reversed()) {
      System.out.printf(
          Locale.ROOT,
          "    checkpoint %d: %,d bytes written of %,d, durable after %d ms%n",
          checkpoint.get("epoch").asInt(),
          checkpoint.get("bytes_written").asLong(),
          checkpoint.get("bytes").asLong(),
          checkpoint.get("duration_millis").asLong());
    }
    if (!run.stalls().isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "    tasks with more than 1 MB stood still for %.1f ms (median), %.1f ms (longest)%n",
          median(run.stalls()),
          run.stalls().stream().mapToDouble(each -> each).max().orElseThrow());
    }
  }

  private static Run run(String query, Duration time) throws Exception {
    Path directory = Files.createTempDirectory("wadi-checkpoints");
    var http = HttpSettings.of(HttpSettings.DEFAULT_HOST, 0);
    int parallelism = Runtime.getRuntime().availableProcessors();
    try (var stalls = new Stalls();
        WadiServer server =
            WadiServer.start(ServerSettings.of(http, Optional.of(directory), parallelism));
        var client = new ApiClient(server.url())) {
      return run(client, query, time, stalls);
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

  private static Run run(ApiClient client, String query, Duration time, Stalls stalls)
      throws InterruptedException {
    JsonNode pipeline = client.post("/pipelines", Map.of("name", "costs", "query", query));
    String job =
        "/pipelines/%s/jobs/%s"
            .formatted(pipeline.get("id").asText(), pipeline.at("/jobs/0/id").asText());
    // Until all keys are there, and all has been compiled.
    Thread.sleep(time.dividedBy(2));
    long before = rowsIn(client, job);
    long start = System.nanoTime();
    long startCpu = SYSTEM.getProcessCpuTime();
    Thread.sleep(time);
    double rows = rowsIn(client, job) - before;
    double cpu = SYSTEM.getProcessCpuTime() - startCpu;
    double wall = System.nanoTime() - start;
    return new Run(rows * 1e9 / wall, rows * 1e9 / cpu, checkpoints(client, job), stalls.millis());
  }

  private static List<JsonNode> checkpoints(ApiClient client, String job) {
    return StreamSupport.stream(client.get(job + "/checkpoints").get("data").spliterator(), false)
        .filter(checkpoint -> checkpoint.get("state").asText().equals("Finished"))
        .toList();
  }

  private static long rowsIn(ApiClient client, String job) {
    ToDoubleFunction<JsonNode> rows = stage -> stage.get("rows_in").asDouble();
    return (long)
        StreamSupport.stream(
                client.get(job + "/operator_metric_groups").get("data").spliterator(), false)
            .filter(stage -> stage.get("stage").asText().contains("read "))
            .mapToDouble(rows)
            .sum();
  }
}
