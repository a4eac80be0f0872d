package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
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

  private static String path(JsonNode pipeline) {
    return "/pipelines/" + pipeline.get("id").asText();
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
    JsonNode answer = sql("ALTER PIPELINE test UPGRADE PLUGIN stamp").expect(200).at("/rows/0");
    assertThat(answer.toString())
        .isEqualTo(
            "[\"test\",\"stamp\",\"sha256:%s\",\"sha256:%s\",\"On trial\"]"
                .formatted(first, second));
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
    String second = upload(StampPlugin.crashing(2));
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
}
