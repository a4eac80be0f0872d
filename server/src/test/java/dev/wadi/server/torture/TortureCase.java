package dev.wadi.server.torture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.engine.jet.JobSettings;
import dev.wadi.server.client.ApiClient;
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

/// A pipeline that is made up, with its input, and with what it writes if nothing goes wrong.
///
/// @param folder where all of that is, and the checkpoints
/// @param plugin a module whose functions the pipeline calls
/// @param parallelism of the pipeline
/// @param rate at which counted rows come, per second
record TortureCase(Path folder, byte[] plugin, TortureScript script, int parallelism, int rate) {
  private static final int ORDER_FILES = 8;
  private static final int CATEGORIES = 300;
  private static final Path PLUGIN = Path.of("sample-plugins/stats/stats.wasm");

  /// Makes the input, and the rows that are to come out.
  ///
  /// @param home the checkout
  /// @param folder empty
  static TortureCase prepare(
      Path home, Path folder, TortureScript script, int parallelism, int rate, Random random)
      throws IOException {
    byte[] plugin = Files.readAllBytes(home.resolve(PLUGIN));
    var prepared = new TortureCase(folder, plugin, script, parallelism, rate);
    prepared.writeInput(random);
    prepared.runUndisturbed();
    return prepared;
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

  private void writeInput(Random random) throws IOException {
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
      JobSettings settings = JobSettings.defaults("undisturbed").withParallelism(parallelism);
      runner.start(planned, settings, RowReceiver.NOBODY).completion().join();
    }
  }

  /// Creates the pipeline.
  ///
  /// @return its id
  String create(ApiClient server) {
    server.upload("/plugins", plugin);
    JsonNode pipeline =
        server.post(
            "/pipelines",
            Map.of(
                "name",
                "tortured",
                "query",
                script.sql(input(), output(), rate),
                "parallelism",
                parallelism));
    return pipeline.get("id").asText();
  }

  /// What has been published so far.
  ///
  /// @param store where the pipeline keeps its checkpoints
  PublishedCheckpoints checkpoints(Path store) {
    return PublishedCheckpoints.in(store, output());
  }

  /// Looks whether each row is there once.
  ///
  /// @throws AssertionError if one is not there, or too often
  void compare(Kills kills) {
    for (TortureScript.Insert insert : script.inserts()) {
      TortureRows rows = TortureRows.read(output().resolve(insert.table()), insert);
      rows.assertEqualTo(
          TortureRows.read(expected().resolve(insert.table()), insert), insert.table());
      kills.compared(rows.rows());
    }
  }
}
