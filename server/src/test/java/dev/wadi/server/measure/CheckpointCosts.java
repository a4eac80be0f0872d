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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Prints what checkpoints cost, `./wadi bench --checkpoints`: the throughput of pipelines that
/// keep a million keys, in ten seconds with a checkpoint and in the ten before and after them; and
/// what is written when one percent of the keys is touched from one checkpoint to the next.
///
/// All are times of the same run, one right after the other: two runs of the same pipeline differ
/// by more than checkpoints cost.
public final class CheckpointCosts {
  private static final int CHECKPOINTS = 20;
  private static final int CHECKPOINTS_OF_CHANGES = 3;
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final Duration SAMPLES_APART = Duration.ofMillis(100);
  private static final String EVERY_TEN_SECONDS = "10 seconds";
  private static final String EVERY_TWENTY_SECONDS = "20 seconds";
  // Until all keys are there, and all has been compiled.
  private static final int CHECKPOINTS_BEFORE = 2;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CheckpointCosts() {}

  /// What a pipeline had done.
  ///
  /// @param at in milliseconds since 1970
  /// @param rows read since its start
  /// @param cpuNanos of the whole process since its start
  private record Sample(long at, long rows, long cpuNanos) {}

  /// What is done in a second.
  private record Speed(double rows, double cpuNanos) {
    static Speed between(Sample start, Sample end) {
      double seconds = (end.at() - start.at()) / 1e3;
      return new Speed(
          (end.rows() - start.rows()) / seconds, (end.cpuNanos() - start.cpuNanos()) / seconds);
    }

    static Speed mean(Speed one, Speed other) {
      return new Speed((one.rows() + other.rows()) / 2, (one.cpuNanos() + other.cpuNanos()) / 2);
    }

    double rowsOfCpu() {
      return rows / cpuNanos * 1e9;
    }
  }

  /// @param samples oldest first
  /// @param checkpoints that have been published, oldest first
  /// @param stalls how long a task stood still for a checkpoint, in milliseconds
  private record Run(List<Sample> samples, List<JsonNode> checkpoints, List<Double> stalls) {
    /// What had been done then.
    Sample at(long millis) {
      return samples.stream().filter(sample -> sample.at() >= millis).findFirst().orElseThrow();
    }
  }

  /// @param args after how many checkpoints throughput is known well enough, if not as usual; 0 to
  ///   leave it out
  public static void main(String[] args) throws Exception {
    int checkpoints = args.length == 0 ? CHECKPOINTS : Integer.parseInt(args[0]);
    if (checkpoints > 0) {
      compare("updating aggregate", CheckpointQueries.updating(EVERY_TWENTY_SECONDS), checkpoints);
      compare("windowed aggregate", CheckpointQueries.windowed(EVERY_TWENTY_SECONDS), checkpoints);
    }
    System.out.println("updating aggregate, one percent of the keys touched in ten seconds");
    print(run(CheckpointQueries.touching(EVERY_TEN_SECONDS), CHECKPOINTS_OF_CHANGES));
    System.exit(0);
  }

  private static void compare(String title, String query, int checkpoints) throws Exception {
    System.out.println(title);
    Run run = run(query, CHECKPOINTS_BEFORE + checkpoints + 1);
    print(run);
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    // After the last one there may not have been time enough.
    for (JsonNode checkpoint :
        run.checkpoints().subList(CHECKPOINTS_BEFORE, CHECKPOINTS_BEFORE + checkpoints)) {
      long start = Instant.parse(checkpoint.get("start_time").asText()).toEpochMilli();
      Sample begun = run.at(start);
      Sample middle = run.at(start + HALF.toMillis());
      Speed with = Speed.between(begun, middle);
      // What becomes faster or slower all the while weighs on both alike.
      Speed without =
          Speed.mean(
              Speed.between(run.at(start - HALF.toMillis()), begun),
              Speed.between(middle, run.at(start + 2 * HALF.toMillis())));
      System.out.printf(
          Locale.ROOT,
          "    %,.0f rows/s in ten seconds with a checkpoint, %,.0f in those around them;"
              + " per CPU second %,.0f and %,.0f%n",
          with.rows(),
          without.rows(),
          with.rowsOfCpu(),
          without.rowsOfCpu());
      wall.add(100 * with.rows() / without.rows());
      cpu.add(100 * with.rowsOfCpu() / without.rowsOfCpu());
    }
    System.out.printf(
        Locale.ROOT,
        "  with checkpoints, of what it is without: %s rows/s, %s rows per CPU second%n",
        mean(wall),
        mean(cpu));
  }

  /// With its standard error.
  private static String mean(List<Double> values) {
    double mean = values.stream().mapToDouble(each -> each).average().orElseThrow();
    double squares = values.stream().mapToDouble(each -> Math.pow(each - mean, 2)).sum();
    double error = Math.sqrt(squares / (values.size() - 1) / values.size());
    return "%.1f %% (+-%.1f)".formatted(mean, error);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static void print(Run run) {
    for (JsonNode checkpoint : run.checkpoints()) {
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

  private static Run run(String query, int checkpoints) throws Exception {
    Path directory = Files.createTempDirectory("wadi-checkpoints");
    var http = HttpSettings.of(HttpSettings.DEFAULT_HOST, 0);
    int parallelism = Runtime.getRuntime().availableProcessors();
    try (var stalls = new Stalls();
        WadiServer server =
            WadiServer.start(ServerSettings.of(http, Optional.of(directory), parallelism));
        var client = new ApiClient(server.url())) {
      return run(client, query, checkpoints, stalls);
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

  private static Run run(ApiClient client, String query, int checkpoints, Stalls stalls)
      throws InterruptedException {
    JsonNode pipeline = client.post("/pipelines", Map.of("name", "costs", "query", query));
    String job =
        "/pipelines/%s/jobs/%s"
            .formatted(pipeline.get("id").asText(), pipeline.at("/jobs/0/id").asText());
    List<Sample> samples = new ArrayList<>();
    List<JsonNode> made;
    do {
      Thread.sleep(SAMPLES_APART);
      samples.add(
          new Sample(System.currentTimeMillis(), rowsIn(client, job), SYSTEM.getProcessCpuTime()));
      made = checkpoints(client, job);
    } while (made.size() < checkpoints);
    return new Run(samples, made, stalls.millis());
  }

  private static List<JsonNode> checkpoints(ApiClient client, String job) {
    return StreamSupport.stream(client.get(job + "/checkpoints").get("data").spliterator(), false)
        .filter(checkpoint -> checkpoint.get("state").asText().equals("Finished"))
        .toList()
        .reversed();
  }

  private static long rowsIn(ApiClient client, String job) {
    return StreamSupport.stream(
            client.get(job + "/operator_metric_groups").get("data").spliterator(), false)
        .filter(stage -> stage.get("stage").asText().contains("read "))
        .mapToLong(stage -> stage.get("rows_in").asLong())
        .sum();
  }
}
