package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pipelines that get other SQL.
@Timeout(120)
class QueryChangeApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WINDOW = 100;

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

  /// Counts a hundred rows at a time.
  private String counting() {
    return """
    SET checkpoint_interval = '30 milliseconds';
    SET parallelism = 1;
    CREATE TABLE ticks WITH (
      connector = 'impulse', event_rate = '5000', event_time_interval = '1 second');
    CREATE TABLE counts (n BIGINT, c BIGINT) WITH (
      connector = 'filesystem', path = '%s', format = 'json');
    INSERT INTO counts SELECT CAST(min(counter) AS BIGINT), count(*)
    FROM ticks GROUP BY tumble(INTERVAL '100 seconds');
    """
        .formatted(directory.resolve("counts"));
  }

  private record Count(long n, long c) {
    private static Count of(String line) {
      try {
        JsonNode json = JSON.readTree(line);
        return new Count(json.get("n").asLong(), json.get("c").asLong());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Count> counts() {
    return PartFiles.lines(directory.resolve("counts")).stream()
        .map(Count::of)
        .sorted(Comparator.comparing(Count::n))
        .toList();
  }

  private void assertCountedOnce() {
    List<Count> counts = counts();
    assertThat(counts.stream().map(Count::n).toList())
        .isEqualTo(LongStream.range(0, counts.size()).map(i -> i * WINDOW).boxed().toList());
    assertThat(counts).allMatch(count -> count.c() % 1000 == WINDOW);
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private TestServer.Answer change(JsonNode pipeline, String query) {
    return server.patch(path(pipeline), Map.of("query", query));
  }

  private void goesOn() {
    int before = counts().size();
    await(() -> counts().size() > before + 3);
  }

  private void stop(JsonNode pipeline) {
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
  }

  @Test
  void anotherFilterAndProjectionGoOnWithTheCounts() {
    JsonNode pipeline = server.pipeline(counting());
    goesOn();
    String other =
        counting()
            .replace("count(*)\n", "count(*) + 1000\n")
            .replace("FROM ticks", "FROM ticks WHERE counter < 1000000000");
    JsonNode changed = change(pipeline, other).expect(200);
    assertThat(changed.get("query").asText()).isEqualTo(other);
    assertThat(changed.get("state").asText()).isEqualTo("Running");
    await(() -> counts().stream().filter(count -> count.c() > 1000).count() > 3);
    stop(pipeline);
    server.close();
    start();
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn();
    change(pipeline, counting()).expect(200);
    goesOn();
    stop(pipeline);
    assertCountedOnce();
    assertThat(counts().getFirst().c()).isEqualTo(WINDOW);
    assertThat(counts().getLast().c()).isEqualTo(WINDOW);
    assertThat(counts()).anyMatch(count -> count.c() > 1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seconds')|seconds'), counter % 2|operator 'WindowAggregate",
        "100 seconds|50 seconds|operator 'WindowAggregate",
        "min(counter)|max(counter)|operator 'WindowAggregate",
        "min(counter)|min(subtask_index)|would be operator 'WindowAggregate",
        "count(*)|count(*) FILTER (WHERE counter > 7)|operator 'WindowAggregate",
        "'5000'|'4000'|table 'ticks' (impulse) would be read with other options",
        "INTO counts|INTO others|sink 'counts' (filesystem) would be 'others' (blackhole)"
      })
  void whatWouldNotKnowWhatCameBeforeIsRefused(String part, String other, String message) {
    JsonNode pipeline = server.pipeline(counting());
    goesOn();
    String query =
        "CREATE TABLE others (n BIGINT, c BIGINT) WITH (connector = 'blackhole');"
            + counting().replace(part, other);
    JsonNode refused = change(pipeline, query).expectProblem(409, "CONFLICT");
    assertThat(refused.get("detail").asText()).contains(message);
    assertThat(refused.get("hint").asText()).contains("ignore_state");
    assertThat(status(pipeline).get("query").asText()).isEqualTo(counting());
    assertThat(status(pipeline).get("jobs")).hasSize(1);
    goesOn();
    stop(pipeline);
    assertCountedOnce();
  }

  @Test
  void aNewSinkGetsWhatComesFromNowOn() {
    JsonNode pipeline = server.pipeline(counting());
    goesOn();
    String more =
        counting()
            + """
            CREATE TABLE copies (n BIGINT) WITH (
              connector = 'filesystem', path = '%s', format = 'json');
            INSERT INTO copies SELECT CAST(counter AS BIGINT) FROM ticks;
            """
                .formatted(directory.resolve("copies"));
    change(pipeline, more).expect(200);
    goesOn();
    await(() -> PartFiles.lines(directory.resolve("copies")).size() > 100);
    stop(pipeline);
    assertCountedOnce();
    List<Long> copies =
        PartFiles.lines(directory.resolve("copies")).stream()
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sorted()
            .toList();
    long first = copies.getFirst();
    assertThat(first).isPositive();
    assertThat(copies).isEqualTo(LongStream.range(first, first + copies.size()).boxed().toList());
    change(pipeline, counting()).expectProblem(409, "CONFLICT");
  }

  @Test
  void aJobThatDoesNotStartGivesWayToTheOneBefore() {
    var numbers = new NumbersFile(directory.resolve("numbers.json"));
    String query = numbers.counting("SET checkpoint_interval = '30 milliseconds';\n");
    JsonNode pipeline = server.pipeline(query);
    await(() -> numbers.lines().size() > 100);
    JsonNode refused =
        change(pipeline, query.replace("numbers.json", "others.json"))
            .expectProblem(409, "CONFLICT");
    assertThat(refused.get("detail").asText())
        .contains("others.json")
        .contains("goes on as it was");
    int before = numbers.lines().size();
    await(() -> numbers.lines().size() > before + 100);
    assertThat(status(pipeline).get("query").asText()).isEqualTo(query);
    stop(pipeline);
    numbers.assertCountedOnce();
  }

  @Test
  void whoForgetsWhatWasMayChangeEverything() {
    // So many that each checkpoint has rows to show, the last one, too.
    String counting = counting().replace("'5000'", "'50000'");
    JsonNode pipeline = server.pipeline(counting);
    goesOn();
    change(pipeline, "SELEC 1").expectProblem(400, "SYNTAX_ERROR");
    change(pipeline, "SHOW TABLES").expectProblem(400, "INVALID_SQL");
    Map<String, Object> anew =
        Map.of("query", counting.replace("100 seconds", "50 seconds"), "ignore_state", true);
    server.patch(path(pipeline), anew).expectProblem(409, "CONFLICT");
    stop(pipeline);
    change(pipeline, counting.replace("100 seconds", "50 seconds")).expectProblem(409, "CONFLICT");
    JsonNode refused =
        change(pipeline, counting.replace("/counts'", "/others'")).expectProblem(409, "CONFLICT");
    assertThat(refused.get("hint").asText()).contains("while it runs");
    server.patch(path(pipeline), anew).expect(200);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    await(() -> counts().stream().filter(count -> count.c() == 50).count() > 3);
    server
        .patch(path(pipeline), Map.of("stop", "immediate", "ignore_state", true))
        .expectProblem(400, "INVALID_REQUEST");
    stop(pipeline);
  }
}
