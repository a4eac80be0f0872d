package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipelines that go on with another version of a plugin, while rows come and go.
@Timeout(120)
class UpgradeApiTest {
  private static final int WINDOW = 100;
  private static final Pattern NUMBERS = Pattern.compile("-?\\d+");

  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /// Numbers rows and stamps them, one by one and in windows of 100.
  private String stamping(String interval) {
    return """
    SET checkpoint_interval = '%s';
    CREATE TABLE ticks (
      counter BIGINT, timestamp TIMESTAMP NOT NULL, WATERMARK FOR timestamp AS timestamp)
    WITH (connector = 'impulse', event_rate = '5000', event_time_interval = '1 second');
    CREATE TABLE rows (n BIGINT, stamped BIGINT)
    WITH (connector = 'filesystem', path = '%s', format = 'csv');
    CREATE TABLE sums (n BIGINT, stamped BIGINT)
    WITH (connector = 'filesystem', path = '%s', format = 'csv');
    INSERT INTO rows SELECT counter, stamp(counter * 10) FROM ticks;
    INSERT INTO sums SELECT min(counter), total(counter * 10) FROM ticks
    GROUP BY tumble(INTERVAL '%d' SECOND);
    """
        .formatted(interval, directory.resolve("rows"), directory.resolve("sums"), WINDOW);
  }

  /// What a sink shows: a number, and the value that was stamped.
  private record Line(long number, long stamped) {
    private static Line of(String line) {
      Matcher numbers = NUMBERS.matcher(line);
      assertThat(numbers.find()).as(line).isTrue();
      long number = Long.parseLong(numbers.group());
      assertThat(numbers.find()).as(line).isTrue();
      return new Line(number, Long.parseLong(numbers.group()));
    }

    int version() {
      return (int) (stamped % 10);
    }
  }

  private List<Line> lines(String table) {
    return PartFiles.lines(directory.resolve(table)).stream()
        .filter(line -> Character.isDigit(line.charAt(0)))
        .map(Line::of)
        .sorted(Comparator.comparing(Line::number))
        .toList();
  }

  // Each row once, and computed by versions that follow each other.
  private void assertStampedOnce(int... versions) {
    List<Line> rows = lines("rows");
    List<Line> sums = lines("sums");
    assertThat(rows.stream().map(Line::number).toList())
        .isEqualTo(LongStream.range(0, rows.size()).boxed().toList());
    assertThat(rows).allMatch(row -> row.stamped() / 10 == row.number());
    assertThat(sums.stream().map(Line::number).toList())
        .isEqualTo(LongStream.range(0, sums.size()).map(i -> i * WINDOW).boxed().toList());
    assertThat(sums)
        .allMatch(sum -> sum.stamped() / 10 == sum(sum.number(), sum.number() + WINDOW));
    List<Integer> expected = IntStream.of(versions).boxed().toList();
    assertThat(rows.stream().map(Line::version).distinct().toList()).isEqualTo(expected);
    assertThat(sums.stream().map(Line::version).distinct().toList()).isEqualTo(expected);
    assertThat(rows.stream().map(Line::version).toList()).isSorted();
    assertThat(sums.stream().map(Line::version).toList()).isSorted();
  }

  private static long sum(long from, long to) {
    return LongStream.range(from, to).sum();
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private String upload(byte[] module) {
    return server.upload(module).expect(201).get("sha256").asText();
  }

  private void goesOn() {
    int rows = lines("rows").size();
    int sums = lines("sums").size();
    await(() -> lines("rows").size() > rows + 200 && lines("sums").size() > sums + 2);
  }

  private void stop(JsonNode pipeline) {
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
  }

  private JsonNode upgraded(JsonNode pipeline, String state) {
    await(() -> !status(pipeline).at("/upgrade/state").asText().equals("On trial"));
    JsonNode upgrade = status(pipeline).get("upgrade");
    assertThat(upgrade.get("state").asText()).as(upgrade.toString()).isEqualTo(state);
    assertThat(upgrade.get("finished_at").asText()).endsWith("Z");
    return upgrade;
  }

  private TestServer.Answer sql(String sql) {
    return server.post("/query", Map.of("query", sql));
  }

  private static Map<String, Object> toLatest() {
    return Map.of("upgrade_plugin", Map.of("name", "stamp"));
  }

  @Test
  void noRowIsLostOrDoubledOrComputedTwice() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    String second = upload(StampPlugin.version(2));
    JsonNode answer = sql("ALTER PIPELINE test UPGRADE PLUGIN stamp").expect(200).at("/data/0");
    assertThat(answer.properties())
        .containsExactly(
            Map.entry("pipeline", TextNode.valueOf("test")),
            Map.entry("plugin", TextNode.valueOf("stamp")),
            Map.entry("from", TextNode.valueOf("sha256:" + first)),
            Map.entry("to", TextNode.valueOf("sha256:" + second)),
            Map.entry("state", TextNode.valueOf("On trial")));
    JsonNode upgrade = upgraded(pipeline, "Done");
    assertThat(upgrade.get("plugin").asText()).isEqualTo("stamp");
    assertThat(upgrade.get("from").asText()).isEqualTo(first);
    assertThat(upgrade.get("to").asText()).isEqualTo(second);
    assertThat(status(pipeline).at("/plugins/0/sha256").asText()).isEqualTo(second);
    goesOn();
    upload(StampPlugin.version(3));
    server.patch(path(pipeline), toLatest()).expect(200);
    upgraded(pipeline, "Done");
    goesOn();
    stop(pipeline);
    assertStampedOnce(1, 2, 3);
    assertThat(status(pipeline).get("jobs")).hasSize(3);
  }

  @Test
  void aVersionThatCrashesIsRolledBack() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("300 milliseconds"));
    goesOn();
    // Some rows are written, and never shown.
    String second = upload(StampPlugin.crashing(2, 3));
    server.patch(path(pipeline), toLatest()).expect(200);
    JsonNode upgrade = upgraded(pipeline, "Rolled back");
    assertThat(upgrade.at("/error/code").asText()).isEqualTo("PLUGIN_TRAPPED");
    assertThat(upgrade.get("to").asText()).isEqualTo(second);
    goesOn();
    JsonNode status = status(pipeline);
    assertThat(status.get("state").asText()).isEqualTo("Running");
    assertThat(status.at("/plugins/0/sha256").asText()).isEqualTo(first);
    assertThat(status.get("jobs").findValuesAsText("state"))
        .containsExactly("Running", "Failed", "Stopped");
    assertThat(status.at("/jobs/1/error/detail").asText()).contains("stamp");
    stop(pipeline);
    assertStampedOnce(1);
  }

  @Test
  void aVersionInQuarantineIsRefused() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    server.upload(StampPlugin.crashing(2)).expect(201);
    quarantine();
    server.patch(path(pipeline), toLatest()).expectProblem(403, "PLUGIN_QUARANTINED");
    assertThat(status(pipeline).at("/plugins/0/sha256").asText()).isEqualTo(first);
    assertThat(status(pipeline).get("jobs")).hasSize(1);
    goesOn();
  }

  private void quarantine() {
    while (server.get("/plugins/stamp").expect(200).get("quarantine") == null) {
      JsonNode preview = server.preview("SELECT stamp(x) FROM (VALUES (1)) AS t (x);");
      await(() -> !server.get(path(preview)).expect(200).get("state").asText().equals("Running"));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedWhileThePipelineRuns() {
    upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    String[][] changes = {
      {"\"returns\":{\"type\":\"l\"},\"args\"", "\"returns\":{\"type\":\"g\"},\"args\""},
      {
        "\"state\":[{\"name\":\"s\",\"type\":\"l\"}]", "\"state\":[{\"name\":\"s\",\"type\":\"i\"}]"
      },
      {"\"name\":\"stamp\",\"kind\"", "\"name\":\"stomp\",\"export\":\"stamp\",\"kind\""},
      {"\"returns\":{\"type\":\"l\"}}]", "\"nulls\":\"called\",\"returns\":{\"type\":\"l\"}}]"},
      {
        "\"args\":[{\"name\":\"x\",\"type\":\"l\"}]}", "\"args\":[{\"name\":\"x\",\"type\":\"i\"}]}"
      },
      {"\"retracts\":true,", ""},
    };
    List<String> said =
        List.of(
            "function 'stamp' returns DOUBLE instead of BIGINT",
            "function 'total' has the state (s INT) instead of (s BIGINT)",
            "it has no function 'stamp' any more",
            "function 'total' has nulls CALLED instead of STRICT",
            "function 'stamp' takes (INT) instead of (BIGINT)",
            "function 'total' is aggregate instead of a retracting aggregate");
    for (int i = 0; i < changes.length; i++) {
      upload(StampPlugin.described(2 + i, changes[i][0], changes[i][1]));
      JsonNode problem =
          server.patch(path(pipeline), toLatest()).expectProblem(409, "PLUGIN_UPGRADE_REFUSED");
      assertThat(problem.get("detail").asText()).contains(said.get(i));
    }
    JsonNode status = status(pipeline);
    assertThat(status.get("state").asText()).isEqualTo("Running");
    assertThat(status.get("jobs")).hasSize(1);
    assertThat(status.has("upgrade")).isFalse();
    stop(pipeline);
    assertStampedOnce(1);
  }

  @Test
  void aServerThatIsStartedAgainKeepsTheNewVersion() {
    upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    String second = upload(StampPlugin.version(2));
    server.patch(path(pipeline), toLatest()).expect(200);
    upgraded(pipeline, "Done");
    goesOn();
    upload(StampPlugin.version(3));
    restartServer();
    goesOn();
    stop(pipeline);
    assertStampedOnce(1, 2);
    assertThat(status(pipeline).at("/plugins/0/sha256").asText()).isEqualTo(second);
  }

  private void restartServer() {
    server.close();
    start();
  }

  @Test
  void aTrialGoesOnWithTheNextServer() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("1 hour"));
    await(() -> read(pipeline) > 100);
    upload(StampPlugin.version(2));
    server.patch(path(pipeline), toLatest()).expect(200);
    server.patch(path(pipeline), toLatest()).expectProblem(409, "CONFLICT");
    server.delete("/plugins/stamp@sha256:" + first).expectProblem(409, "CONFLICT");
    // It has made no checkpoint, and so shows nothing.
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    restartServer();
    assertThat(status(pipeline).at("/upgrade/state").asText()).isEqualTo("On trial");
    server.delete("/plugins/stamp@sha256:" + first).expectProblem(409, "CONFLICT");
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    await(() -> read(pipeline) > 200);
    stop(pipeline);
    upgraded(pipeline, "Done");
    assertStampedOnce(1, 2);
    assertThat(server.delete("/plugins/stamp@sha256:" + first).status()).isEqualTo(204);
  }

  // How many rows the latest job has read; it may be about to start.
  private long read(JsonNode pipeline) {
    TestServer.Answer answer =
        server.get(TestServer.jobPath(status(pipeline)) + "/operator_metric_groups");
    return answer.status() == 404 ? 0 : answer.expect(200).at("/data/0/rows_in").asLong();
  }

  @Test
  void aTrialThatFailsWithTheNextServerIsRolledBackThere() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("1 hour"));
    await(() -> read(pipeline) > 100);
    upload(StampPlugin.described(2, "\"version\":", "\"capabilities\":[\"clock\"],\"version\":"));
    server.patch(path(pipeline), toLatest()).expectProblem(403, "PLUGIN_FORBIDDEN");
    grant("clock");
    server.patch(path(pipeline), toLatest()).expect(200);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    grant();
    restartServer();
    server.post(path(pipeline) + "/restart", Map.of());
    JsonNode upgrade = upgraded(pipeline, "Rolled back");
    assertThat(upgrade.at("/error/code").asText()).isEqualTo("PLUGIN_FORBIDDEN");
    assertThat(status(pipeline).at("/plugins/0/sha256").asText()).isEqualTo(first);
    await(() -> read(pipeline) > 100);
    stop(pipeline);
    assertStampedOnce(1);
  }

  private void grant(String... grants) {
    server.put("/plugins/stamp/grants", Map.of("grants", grants)).expect(200);
  }

  @Test
  void aPipelineThatDoesNotRunGoesOnWithTheNewVersion() {
    upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    stop(pipeline);
    String second = upload(StampPlugin.version(2));
    upload(StampPlugin.version(3));
    sql("ALTER PIPELINE test UPGRADE PLUGIN stamp TO 'sha256:%s'".formatted(second.substring(0, 9)))
        .expect(200);
    JsonNode upgrade = upgraded(pipeline, "Done");
    assertThat(upgrade.get("to").asText()).isEqualTo(second);
    assertThat(status(pipeline).get("jobs")).hasSize(1);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn();
    stop(pipeline);
    assertStampedOnce(1, 2);
  }

  @Test
  void aVersionThatFailsLaterCanBeReplaced() {
    String first = upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    goesOn();
    upload(StampPlugin.crashing(2, 60));
    server.patch(path(pipeline), toLatest()).expect(200);
    upgraded(pipeline, "Done");
    await(() -> status(pipeline).get("state").asText().equals("Failed"));
    upload(StampPlugin.version(3));
    server.patch(path(pipeline), toLatest()).expect(200);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn();
    stop(pipeline);
    assertStampedOnce(1, 2, 3);
    assertThat(server.delete("/plugins/stamp@sha256:" + first).status()).isEqualTo(204);
  }

  @Test
  void connectorsAndFormatsAreUpgradedToo() {
    upload(TestServer.samplePlugin("walk"));
    upload(TestServer.samplePlugin("logfmt"));
    JsonNode pipeline =
        server.pipeline(
            """
            SET checkpoint_interval = '50 milliseconds';
            CREATE TABLE walks WITH (connector = 'walk', walkers = 1);
            CREATE TABLE rows (n BIGINT)
            WITH (connector = 'filesystem', path = '%s', format = 'logfmt');
            INSERT INTO rows SELECT number FROM walks;
            """
                .formatted(directory.resolve("rows")));
    for (String plugin : List.of("walk", "logfmt")) {
      int before = walked().size();
      await(() -> walked().size() > before + 100);
      String newer = upload(TestServer.otherVersion(TestServer.samplePlugin(plugin)));
      server.patch(path(pipeline), Map.of("upgrade_plugin", Map.of("name", plugin))).expect(200);
      upgraded(pipeline, "Done");
      assertThat(status(pipeline).get("plugins").findValuesAsText("sha256")).contains(newer);
    }
    int before = walked().size();
    await(() -> walked().size() > before + 100);
    stop(pipeline);
    List<Long> walked = walked();
    assertThat(walked)
        .isEqualTo(LongStream.range(walked.getFirst(), walked.getLast() + 1).boxed().toList());
  }

  private List<Long> walked() {
    return PartFiles.lines(directory.resolve("rows")).stream()
        .map(line -> Long.parseLong(line.substring(2)))
        .sorted()
        .toList();
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    String first = upload(StampPlugin.version(1));
    upload(TestServer.geoPlugin());
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    assertProblem("ALTER PIPELINE tset UPGRADE PLUGIN stamp", 404, "NOT_FOUND", "'tset'");
    assertProblem("ALTER PIPELINE test UPGRADE PLUGIN stomp", 404, "NOT_FOUND", "'stomp'");
    assertProblem(
        "ALTER PIPELINE test UPGRADE PLUGIN stamp TO 'sha256:00'", 404, "NOT_FOUND", "sha256:00");
    assertProblem("ALTER PIPELINE test UPGRADE PLUGIN geo", 400, "INVALID_REQUEST", "does not use");
    assertProblem("ALTER PIPELINE test UPGRADE PLUGIN stamp", 409, "CONFLICT", "already");
    assertProblem(
        "ALTER PIPELINE test UPGRADE PLUGIN stamp; SELECT 1", 400, "INVALID_SQL", "the only");
    server
        .post("/pipelines", Map.of("name", "p", "query", "ALTER PIPELINE p UPGRADE PLUGIN stamp"))
        .expectProblem(400, "INVALID_SQL");
    JsonNode fixed =
        server.pipeline(
            "CREATE FUNCTION one AS 'stamp@sha256:%s.stamp';\n".formatted(first)
                + stamping("1 hour")
                    .replace("stamp(counter", "one(counter")
                    .replace("total(counter * 10)", "max(counter)")
                    .replace(directory.toString(), directory.resolve("fixed").toString()));
    assertProblem("ALTER PIPELINE test UPGRADE PLUGIN stamp", 409, "CONFLICT", "2 pipelines");
    upload(StampPlugin.version(2));
    assertProblem(
        "ALTER PIPELINE %s UPGRADE PLUGIN stamp".formatted(fixed.get("id").asText()),
        409,
        "PLUGIN_UPGRADE_REFUSED",
        "the SQL itself names another version");
    JsonNode preview =
        server.preview(
            "ALTER PIPELINE %s UPGRADE PLUGIN stamp".formatted(pipeline.get("id").asText()));
    assertThat(preview.get("state").asText()).isEqualTo("Finished");
    upgraded(pipeline, "Done");
  }

  private void assertProblem(String sql, int status, String code, String detail) {
    JsonNode problem = sql(sql).expectProblem(status, code);
    assertThat(problem.get("detail").asText()).contains(detail);
    assertThat(problem.get("line").asInt()).isEqualTo(1);
  }

  @Test
  void aRequestIsChecked() {
    upload(StampPlugin.version(1));
    JsonNode pipeline = server.pipeline(stamping("50 milliseconds"));
    server
        .patch(path(pipeline), Map.of("upgrade_plugin", Map.of()))
        .expectProblem(400, "INVALID_REQUEST");
    server
        .patch(
            path(pipeline), Map.of("stop", "immediate", "upgrade_plugin", Map.of("name", "stamp")))
        .expectProblem(400, "INVALID_REQUEST");
    server.patch("/pipelines/pl_x", toLatest()).expectProblem(404, "NOT_FOUND");
    assertThat(status(pipeline).get("state").asText()).isEqualTo("Running");
  }

  @Test
  void withoutCheckpointsThereIsNothingToGoOnFrom() {
    server.close();
    try (TestServer forgetful = TestServer.start()) {
      forgetful.upload(StampPlugin.version(1)).expect(201);
      JsonNode pipeline = forgetful.pipeline(stamping("50 milliseconds"));
      forgetful.upload(StampPlugin.version(2)).expect(201);
      forgetful.patch(path(pipeline), toLatest()).expectProblem(409, "CONFLICT");
      assertThat(forgetful.get(path(pipeline)).expect(200).get("state").asText())
          .isEqualTo("Running");
    }
  }
}
