package dev.wadi.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerProcess;
import dev.wadi.server.output.RowReceiver;
import dev.wadi.server.pipeline.QueryRunner;
import dev.wadi.wasm.GuestCodeCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One pipeline in a server of its own, which is killed again and again until the pipeline is
/// finished.
final class TortureRound {
  private static final int PARALLELISM = 2;
  private static final int ORDER_FILES = 8;
  private static final int CATEGORIES = 300;
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final int STARTING_MILLIS = 1_200;
  private static final int ONE_IN_IS_KILLED_AT_START = 6;
  private static final int PAUSE_MILLIS = 5;
  private static final String RUNNING = "Running";
  private static final Path PLUGIN = Path.of("sample-plugins/stats/stats.wasm");

  private final Path folder;
  private final byte[] plugin;
  private final TortureScript script;
  private final int rate;
  private final Random random;
  private final Kills kills;
  private final int killsMax;

  /// @param home the checkout
  /// @param folder empty
  /// @param killsMax how many there may be in all
  TortureRound(
      Path home,
      Path folder,
      TortureScript script,
      int rate,
      Random random,
      Kills kills,
      int killsMax)
      throws IOException {
    this.folder = folder;
    this.plugin = Files.readAllBytes(home.resolve(PLUGIN));
    this.script = script;
    this.rate = rate;
    this.random = random;
    this.kills = kills;
    this.killsMax = killsMax;
  }

  /// @throws AssertionError if a row is not there, or too often
  void run() throws Exception {
    writeInput();
    runUndisturbed();
    try (var server = new ServerProcess(folder)) {
      server.start();
      String id = create(server);
      torment(server, id);
      awaitEnd(server, id);
    }
    compare();
  }

  private Path input() {
    return folder.resolve("input");
  }

  private Path output() {
    return folder.resolve("output");
  }

  private Path expected() {
    return folder.resolve("expected");
  }

  private void writeInput() throws IOException {
    Path orders = Files.createDirectories(input().resolve("orders"));
    for (int file = 0; file < ORDER_FILES; file++) {
      List<String> lines = new ArrayList<>();
      for (int id = file; id < TortureScript.FILE_ROWS; id += ORDER_FILES) {
        lines.add(
            "{\"id\":%d,\"auction\":%d,\"amount\":%d,\"ts\":\"2025-01-01T%02d:%02d:%02d\"}"
                .formatted(id, id % 97, random.nextInt(1000), id / 3600, id / 60 % 60, id % 60));
      }
      Files.write(orders.resolve("orders-%d.json".formatted(file)), lines);
    }
    List<String> lines = new ArrayList<>();
    for (int id = 0; id < CATEGORIES; id++) {
      lines.add("{\"id\":%d,\"name\":\"category %d\"}".formatted(id, id % 10));
    }
    Files.createDirectories(input().resolve("categories"));
    Files.write(input().resolve("categories/all.json"), lines);
  }

  private void runUndisturbed() {
    try (QueryRunner runner = QueryRunner.start(EngineSettings.defaults(), GuestCodeCache.none())) {
      runner.plugins().add(plugin);
      var planned = runner.plan(script.sql(input(), expected(), 0));
      JobSettings settings = JobSettings.defaults("undisturbed").withParallelism(PARALLELISM);
      runner.start(planned, settings, RowReceiver.NOBODY).completion().join();
    }
  }

  private String create(ServerProcess server) {
    try (var client = new ApiClient(server.url())) {
      client.upload("/plugins", plugin);
      JsonNode pipeline =
          client.post(
              "/pipelines",
              Map.of(
                  "name",
                  "tortured",
                  "query",
                  script.sql(input(), output(), rate),
                  "parallelism",
                  PARALLELISM));
      return pipeline.get("id").asText();
    }
  }

  private PublishedCheckpoints checkpoints() {
    return PublishedCheckpoints.in(folder.resolve("data/checkpoints"), output());
  }

  // Until there have been enough kills, or the pipeline has come to its end.
  private void torment(ServerProcess server, String id) throws Exception {
    while (kills.all() < killsMax && state(server, id).equals(RUNNING)) {
      pause(random.nextInt(LONGEST_LIFE_MILLIS));
      server.kill();
      long killed = System.nanoTime();
      kills.add(false, checkpoints());
      if (random.nextInt(ONE_IN_IS_KILLED_AT_START) == 0) {
        server.launch();
        pause(random.nextInt(STARTING_MILLIS));
        server.kill();
        kills.add(true, checkpoints());
      }
      long before = checkpoints().epoch();
      server.start();
      if (random.nextBoolean()) {
        while (checkpoints().epoch() == before && state(server, id).equals(RUNNING)) {
          pause(PAUSE_MILLIS);
        }
        kills.recovered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
      }
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static String state(ServerProcess server, String id) {
    try (var client = new ApiClient(server.url())) {
      return client.get("/pipelines/" + id).get("state").asText();
    }
  }

  private static void awaitEnd(ServerProcess server, String id) throws IOException {
    String state = state(server, id);
    while (state.equals(RUNNING)) {
      pause(PAUSE_MILLIS);
      state = state(server, id);
    }
    assertThat(state).as(server.log()).isEqualTo("Finished");
  }

  private void compare() {
    for (TortureScript.Insert insert : script.inserts()) {
      TortureRows rows = TortureRows.read(output().resolve(insert.table()), insert.changelog());
      rows.assertEqualTo(
          TortureRows.read(expected().resolve(insert.table()), insert.changelog()), insert.table());
      kills.compared(rows.rows());
    }
  }
}
