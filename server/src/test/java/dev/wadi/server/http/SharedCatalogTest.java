package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.jobPath;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.catalog.TestPostgres;
import dev.wadi.server.catalog.WeakLink;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.control.protocol.Wadi.JobState;
import dev.wadi.server.control.protocol.Wadi.PipelineProgress;
import dev.wadi.server.control.protocol.Wadi.RemovePipelineRequest;
import dev.wadi.server.control.protocol.Wadi.StopRequest;
import dev.wadi.server.control.protocol.Wadi.WatchRequest;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.flight.RawCalls.Outcome;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several servers on one catalog.
@Timeout(120)
class SharedCatalogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 2_500;
  // No machine is so busy that a server would say nothing for so long.
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private final PostgresAddress address = TestPostgres.empty();
  private final WeakLink link = new WeakLink(TestPostgres.port());
  private final List<TestServer> servers = new ArrayList<>();

  SharedCatalogTest() throws IOException {}

  private TestServer start() {
    return start(address, LONG);
  }

  private TestServer start(PostgresAddress catalog, Duration silence) {
    ServerSettings settings =
        ServerSettings.of(
            HttpSettings.of("127.0.0.1", 0),
            Optional.of(directory.resolve("data" + servers.size())),
            1);
    TestServer server =
        TestServer.start(
            settings
                .withCheckpoints(new CheckpointLocation.Directory(directory.resolve("checkpoints")))
                .withShared(
                    new SharedSettings(
                        new SharedCatalog(catalog, directory.resolve("key")),
                        Optional.empty(),
                        silence)));
    servers.add(server);
    return server;
  }

  @AfterEach
  void close() throws IOException {
    servers.forEach(TestServer::closeAmongOthers);
    link.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  private Path folder() {
    return directory.resolve("out");
  }

  private JsonNode counting(TestServer server) {
    return server.pipeline(counting());
  }

  private String counting() {
    return """
    SET checkpoint_interval = '30 milliseconds';
    CREATE TABLE ticks WITH (
      connector = 'impulse', event_rate = '1000', message_count = '%d');
    CREATE TABLE numbers (n BIGINT) WITH (
      connector = 'filesystem', path = '%s', format = 'json');
    SET parallelism = 1;
    INSERT INTO numbers SELECT CAST(counter AS BIGINT) FROM ticks;
    """
        .formatted(ROWS, folder());
  }

  private static String state(TestServer server, JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200).get("state").asText();
  }

  private void assertCountedOnce() {
    assertThat(
            PartFiles.lines(folder()).stream()
                .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .sorted()
                .toList())
        .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
  }

  @Test
  void anyServerAnswersForAPipelineOfAnother() throws Exception {
    TestServer one = start();
    TestServer two = start();
    JsonNode pipeline =
        one.pipeline(
            """
            CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '100');
            SELECT counter FROM ticks;
            """);
    String job = jobPath(pipeline);
    assertThat(two.get(path(pipeline)).expect(200)).isEqualTo(one.get(path(pipeline)).expect(200));
    assertThat(two.get("/pipelines").expect(200).get("data")).hasSize(1);
    assertThat(two.get(job + "/errors").expect(200).get("data")).isEmpty();
    assertThat(two.get(job + "/operator_metric_groups").expect(200).get("data")).isNotEmpty();
    await(() -> !two.get(job + "/checkpoints").expect(200).get("data").isEmpty());
    HttpResponse<Stream<String>> rows = two.stream(two.request(job + "/output").GET());
    assertThat(rows.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(rows.body().filter(line -> line.startsWith("data:")).limit(20)).hasSize(20);
    two.delete(path(pipeline)).expectProblem(409, "CONFLICT");
    two.patch(path(pipeline), Map.of("parallelism", 2)).expect(200);
    assertThat(one.get(path(pipeline)).expect(200).get("parallelism").asInt()).isEqualTo(2);
    assertThat(two.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200).at("/state"))
        .hasToString("\"Stopped\"");
    two.post(path(pipeline) + "/restart", Map.of()).expect(200);
    assertThat(one.get(path(pipeline)).expect(200).get("state").asText()).isEqualTo("Running");
    two.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    assertThat(two.delete(path(pipeline)).status()).isEqualTo(204);
    one.get(path(pipeline)).expectProblem(404, "NOT_FOUND");
    // Each by one server.
    await(() -> one.get("/audit").expect(200).get("data").size() == 7);
  }

  @Test
  void anyServerAnswersGrpcForAPipelineOfAnother() throws Exception {
    TestServer one = start();
    TestServer two = start();
    JsonNode pipeline = counting(one);
    String id = pipeline.get("id").asText();
    try (var calls = new RawCalls(two.grpcUrl())) {
      Outcome watched =
          calls.call(
              "/wadi.v1.Pipelines/Watch",
              RawCalls.framed(WatchRequest.newBuilder().setPipeline(id).build()));
      assertThat(watched.status()).as(watched.message()).isZero();
      PipelineProgress last = PipelineProgress.parseFrom(watched.messages().getLast());
      assertThat(last.getJob().getState()).isEqualTo(JobState.JOB_STATE_FINISHED);
      assertThat(last.getStagesList()).anyMatch(stage -> stage.getRowsIn() == ROWS);
      byte[] stop = RawCalls.framed(StopRequest.newBuilder().setPipeline(id).build());
      assertThat(calls.call("/wadi.v1.Pipelines/Stop", stop).status()).isZero();
      Outcome again = calls.call("/wadi.v1.Pipelines/Stop", stop, Map.of("wadi-forwarded", "1"));
      assertThat(again.message()).startsWith("SERVED_ELSEWHERE: ");
      byte[] remove = RawCalls.framed(RemovePipelineRequest.newBuilder().setPipeline(id).build());
      assertThat(calls.call("/wadi.v1.Pipelines/Remove", remove).status()).isZero();
      assertThat(calls.call("/wadi.v1.Pipelines/Remove", remove).message())
          .startsWith("NOT_FOUND: ");
    }
    one.get(path(pipeline)).expectProblem(404, "NOT_FOUND");
    // Each by one server: made, stopped, removed twice.
    await(() -> one.get("/audit").expect(200).get("data").size() == 5);
  }

  @Test
  void aPreviewIsReadThroughAnyServer() throws Exception {
    TestServer one = start();
    TestServer two = start();
    JsonNode preview = one.preview("SELECT * FROM (VALUES (1), (2)) AS t (x)");
    assertThat(Events.read(two, jobPath(preview)).rows()).hasSize(2);
    assertThat(two.get(path(preview)).expect(200).get("state").asText()).isEqualTo("Finished");
    assertThat(two.get("/pipelines/pl_nobody_1").status()).isEqualTo(404);
  }

  @Test
  void whatOneServerLearnsAllKnow() throws Exception {
    TestServer one = start();
    TestServer two = start();
    one.upload(TestServer.geoPlugin()).expect(201);
    JsonNode preview = two.preview("SELECT title_case('hello') AS t");
    assertThat(Events.read(two, jobPath(preview)).rows()).hasSize(1);
    two.put("/plugins/geo/grants", Map.of("grants", List.of("clock"))).expect(200);
    assertThat(one.get("/plugins/geo").expect(200).get("grants").toString()).contains("clock");
    two.delete("/plugins/geo");
    one.get("/plugins/geo").expectProblem(404, "NOT_FOUND");
    one.post(
            "/connection_tables",
            Map.of("sql", "CREATE TABLE sunk (a INT) WITH (connector = 'blackhole')"))
        .expect(201);
    assertThat(two.get("/connection_tables").expect(200).get("data")).hasSize(1);
    String secret = one.token("root", "admin", null);
    await(() -> two.send(two.request("/ping").GET()).status() == 401);
    two.send(two.request("/ping").GET().header("Authorization", "Bearer " + secret)).expect(200);
  }

  @Test
  void aServerThatStopsHandsItsPipelinesOver() {
    TestServer one = start();
    TestServer two = start();
    JsonNode pipeline = counting(one);
    await(() -> PartFiles.lines(folder()).size() > 100);
    one.closeAmongOthers();
    await(() -> two.get(path(pipeline)).expect(200).get("jobs").size() == 2);
    TestServer three = start();
    two.closeAmongOthers();
    await(() -> state(three, pipeline).equals("Finished"));
    assertCountedOnce();
  }

  @Test
  void aServerThatIsCutOffGivesUpWhatOthersHaveTaken() throws Exception {
    TestServer one = start(TestPostgres.by(link.port(), address), Duration.ofSeconds(1));
    JsonNode pipeline = counting(one);
    await(() -> PartFiles.lines(folder()).size() > 100);
    TestServer two = start(address, Duration.ofSeconds(1));
    link.cut();
    await(() -> two.get(path(pipeline)).expect(200).get("jobs").size() == 2);
    link.mend();
    await(() -> state(two, pipeline).equals("Finished"));
    assertCountedOnce();
    await(() -> one.sendUnchecked(one.request(path(pipeline)).GET()).status() == 200);
    assertThat(one.get(path(pipeline)).expect(200)).isEqualTo(two.get(path(pipeline)).json());
  }

  @Test
  void pipelinesGoOnWithoutTheDatabase() throws Exception {
    TestServer one = start(TestPostgres.by(link.port(), address), Duration.ofSeconds(1));
    JsonNode pipeline = counting(one);
    await(() -> PartFiles.lines(folder()).size() > 100);
    link.cut();
    one.sendUnchecked(one.request("/pipelines").GET()).expectProblem(503, "CATALOG_UNAVAILABLE");
    await(() -> PartFiles.lines(folder()).size() == ROWS);
    link.mend();
    // What has happened meanwhile is recorded.
    await(() -> isFinished(one, pipeline));
    assertCountedOnce();
  }

  private static boolean isFinished(TestServer server, JsonNode pipeline) {
    TestServer.Answer answer = server.sendUnchecked(server.request(path(pipeline)).GET());
    return answer.status() == 200 && answer.json().get("state").asText().equals("Finished");
  }

  @Test
  void theOthersGoOnForAServerThatIsKilled() throws Exception {
    Path data = Files.createDirectory(directory.resolve("killed"));
    try (ServerProcess killed =
        new ServerProcess(
            data,
            "--catalog=" + TestPostgres.url(address),
            "--key-file=" + directory.resolve("key"),
            "--checkpoint-dir=" + directory.resolve("checkpoints"))) {
      TestServer one = start(address, SharedSettings.DEFAULT_SILENCE);
      killed.start();
      String id = made(killed);
      await(() -> PartFiles.lines(folder()).size() > 100);
      assertThat(one.get("/pipelines/" + id).expect(200).get("jobs")).hasSize(1);
      killed.kill();
      await(() -> one.get("/pipelines/" + id).expect(200).get("state").asText().equals("Finished"));
      assertCountedOnce();
    }
  }

  private String made(ServerProcess server) throws Exception {
    var body = JSON.valueToTree(Map.of("name", "killed", "query", counting()));
    HttpResponse<String> answer =
        server.send(
            server
                .request("/pipelines")
                // It has only just begun, on a machine that may be busy.
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).get("id").asText();
  }

  @Test
  void aRequestIsSentOnOnce() {
    TestServer one = start();
    TestServer two = start();
    JsonNode pipeline =
        one.pipeline(
            "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1');"
                + "SELECT counter FROM ticks");
    TestServer.Answer answer =
        two.sendUnchecked(
            two.request(path(pipeline))
                .method("PATCH", BodyPublishers.ofString("{\"stop\": \"immediate\"}"))
                .header("Content-Type", "application/json")
                .header("Wadi-Forwarded", "1"));
    answer.expectProblem(503, "SERVED_ELSEWHERE");
    assertThat(state(one, pipeline)).isEqualTo("Running");
  }
}
