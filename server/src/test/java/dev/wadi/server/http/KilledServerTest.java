package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server in a process of its own, which is killed without a chance to do anything.
@Timeout(240)
class KilledServerTest {
  private static final int KILLS = 4;
  private static final int ROWS_PER_SUBTASK = 40_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final Random random = new Random(7);
  private ServerProcess server;

  @BeforeEach
  void prepare() {
    server = new ServerProcess(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String create(String query) throws Exception {
    var body = JSON.valueToTree(Map.of("name", "killed", "query", query, "parallelism", 2));
    HttpResponse<String> answer =
        server.send(
            server
                .request("/pipelines")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).get("id").asText();
  }

  private JsonNode pipeline(String id) throws Exception {
    return JSON.readTree(server.send(server.request("/pipelines/" + id).GET()).body());
  }

  private String query() {
    return """
    SET checkpoint_interval = '40 milliseconds';
    CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '20000', message_count = '%d',
      event_time_interval = '1 millisecond');
    CREATE TABLE numbers (subtask BIGINT, n BIGINT) WITH (
      connector = 'filesystem', path = '%s', format = 'json');
    CREATE TABLE windows (start TIMESTAMP, amount BIGINT, highest BIGINT) WITH (
      connector = 'single_file', path = '%s');
    CREATE TABLE totals (subtask BIGINT, amount BIGINT, total BIGINT) WITH (
      connector = 'filesystem', path = '%s', format = 'debezium_json');
    INSERT INTO numbers
      SELECT CAST(subtask_index AS BIGINT), CAST(counter AS BIGINT) FROM ticks;
    INSERT INTO windows
      SELECT w.start, amount, highest FROM (
        SELECT tumble(INTERVAL '1 second') AS w, count(*) AS amount,
          max(CAST(counter AS BIGINT)) AS highest
        FROM ticks GROUP BY 1);
    INSERT INTO totals
      SELECT CAST(subtask_index AS BIGINT), count(*), CAST(sum(CAST(counter AS BIGINT)) AS BIGINT)
      FROM ticks GROUP BY 1;
    """
        .formatted(
            ROWS_PER_SUBTASK,
            directory.resolve("numbers"),
            directory.resolve("windows.json"),
            directory.resolve("totals"));
  }

  @Test
  void everyRowIsThereOnceWhateverIsKilled() throws Exception {
    server.start();
    String id = create(query());
    for (int i = 0; i < KILLS; i++) {
      ServerProcess.pause(100 + random.nextInt(900));
      server.kill();
      server.start();
    }
    JsonNode status = pipeline(id);
    while (status.get("state").asText().equals("Running")) {
      ServerProcess.pause(50);
      status = pipeline(id);
    }
    assertThat(status.get("state").asText())
        .as("%s%n%s", status, server.log())
        .isEqualTo("Finished");
    assertThat(status.get("jobs").size()).isGreaterThan(1);

    assertThat(rows(directory.resolve("numbers")).sorted().toList()).isEqualTo(expectedNumbers());
    assertThat(rows(directory.resolve("windows.json")).toList()).isEqualTo(expectedWindows());
    assertThat(totals()).isEqualTo(expectedTotals());
  }

  @Test
  void whatIsAskedForAgainIsMadeOnceWhateverIsKilled() throws Exception {
    server.start();
    for (int i = 0; i < KILLS; i++) {
      String key = "key-" + i;
      server.client().sendAsync(creation(key).build(), BodyHandlers.discarding());
      ServerProcess.pause(random.nextInt(60));
      server.kill();
      server.start();
      HttpResponse<String> again = server.send(creation(key));
      assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
      JsonNode pipelines =
          JSON.readTree(server.send(server.request("/pipelines").GET()).body()).get("data");
      assertThat(pipelines).hasSize(i + 1);
      assertThat(pipelines.findValuesAsText("name")).contains(key);
      assertThat(pipeline(JSON.readTree(again.body()).get("id").asText()).get("jobs")).isNotEmpty();
    }
  }

  private HttpRequest.Builder creation(String key) {
    String query = "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '10');";
    var body = JSON.valueToTree(Map.of("name", key, "query", query + "SELECT counter FROM ticks"));
    return server
        .request("/pipelines")
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(body.toString()));
  }

  @Test
  void everyRowIsStampedOnceWhateverIsKilledDuringUpgrades() throws Exception {
    server.start();
    upload(StampPlugin.version(1));
    String id = create(stamping());
    for (int version = 2; version < 2 + KILLS; version++) {
      ServerProcess.pause(300);
      upload(StampPlugin.version(version));
      upgrade(id);
      ServerProcess.pause(random.nextInt(80));
      server.kill();
      server.start();
    }
    JsonNode status = pipeline(id);
    while (status.get("state").asText().equals("Running")) {
      ServerProcess.pause(50);
      status = pipeline(id);
    }
    assertThat(status.get("state").asText())
        .as("%s%n%s", status, server.log())
        .isEqualTo("Finished");
    assertThat(status.at("/upgrade/state").asText("Done")).isEqualTo("Done");
    List<Stamped> rows = stamped();
    assertThat(rows.stream().map(row -> List.of(row.subtask(), row.number())).toList())
        .isEqualTo(
            IntStream.range(0, 2 * ROWS_PER_SUBTASK)
                .mapToObj(i -> List.of(i / ROWS_PER_SUBTASK, i % ROWS_PER_SUBTASK))
                .toList());
    for (int subtask = 0; subtask < 2; subtask++) {
      int from = subtask * ROWS_PER_SUBTASK;
      assertThat(
              rows.subList(from, from + ROWS_PER_SUBTASK).stream().map(Stamped::version).toList())
          .isSorted();
    }
  }

  private String stamping() {
    return """
    SET checkpoint_interval = '40 milliseconds';
    CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '20000', message_count = '%d');
    CREATE TABLE stamps (subtask BIGINT, n BIGINT, stamped BIGINT) WITH (
      connector = 'filesystem', path = '%s', format = 'json');
    INSERT INTO stamps
      SELECT CAST(subtask_index AS BIGINT), CAST(counter AS BIGINT),
        stamp(CAST(counter AS BIGINT) * 10)
      FROM ticks;
    """
        .formatted(ROWS_PER_SUBTASK, directory.resolve("stamps"));
  }

  private void upload(byte[] module) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/plugins")
                .header("Content-Type", "application/wasm")
                .POST(BodyPublishers.ofByteArray(module)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  // Whether it is done the test does not wait for: the server may be gone before it answers.
  private void upgrade(String id) {
    String body = "{\"upgrade_plugin\": {\"name\": \"stamp\"}}";
    server
        .client()
        .sendAsync(
            server
                .request("/pipelines/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding());
  }

  private record Stamped(int subtask, int number, int version) {
    private static Stamped of(String line) {
      try {
        JsonNode row = JSON.readTree(line);
        int stamped = row.get("stamped").asInt();
        assertThat(stamped / 10).isEqualTo(row.get("n").asInt());
        return new Stamped(row.get("subtask").asInt(), stamped / 10, stamped % 10);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Stamped> stamped() throws IOException {
    return rows(directory.resolve("stamps"))
        .map(Stamped::of)
        .sorted(Comparator.comparing(Stamped::subtask).thenComparing(Stamped::number))
        .toList();
  }

  private static Stream<String> rows(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.getFileName().toString()).doesNotStartWith(".");
        lines.addAll(Files.readAllLines(file));
      }
      return lines.stream();
    }
  }

  private static List<String> expectedNumbers() {
    return IntStream.range(0, 2)
        .boxed()
        .flatMap(subtask ->
            IntStream.range(0, ROWS_PER_SUBTASK)
                .mapToObj(n -> "{\"subtask\":%d,\"n\":%d}".formatted(subtask, n)))
        .sorted()
        .toList();
  }

  private static List<String> expectedWindows() {
    return IntStream.range(0, ROWS_PER_SUBTASK / 1000)
        .mapToObj(second ->
            "{\"start\":\"1970-01-01T00:00:%02d\",\"amount\":2000,\"highest\":%d}"
                .formatted(second, second * 1000 + 999))
        .toList();
  }

  /// What is left when all changes have been applied.
  private List<String> totals() throws IOException {
    List<String> left = new ArrayList<>();
    List<String> retracted = new ArrayList<>();
    for (String line : rows(directory.resolve("totals")).toList()) {
      JsonNode change = JSON.readTree(line);
      if (change.hasNonNull("before")) {
        retracted.add(change.get("before").toString());
      }
      if (change.hasNonNull("after")) {
        left.add(change.get("after").toString());
      }
    }
    for (String row : retracted) {
      assertThat(left.remove(row)).as("taken back but never added: " + row).isTrue();
    }
    return left.stream().sorted().toList();
  }

  private static List<String> expectedTotals() {
    long sum = (long) ROWS_PER_SUBTASK * (ROWS_PER_SUBTASK - 1) / 2;
    return IntStream.range(0, 2)
        .mapToObj(subtask ->
            "{\"subtask\":%d,\"amount\":%d,\"total\":%d}".formatted(subtask, ROWS_PER_SUBTASK, sum))
        .toList();
  }
}
