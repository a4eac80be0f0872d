package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Checkpoints with names, and the interval of checkpoints of a pipeline that runs.
@Timeout(120)
class SavepointApiTest {
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

  private NumbersFile file() {
    return new NumbersFile(directory.resolve("numbers.json"));
  }

  private JsonNode counting(String interval) {
    return server.pipeline(
        file().counting("SET checkpoint_interval = '%s';\n".formatted(interval)));
  }

  private List<String> lines() {
    return file().lines();
  }

  private void assertCountedOnce() {
    file().assertCountedOnce();
  }

  private JsonNode make(JsonNode pipeline, String name) {
    return server.post(path(pipeline) + "/savepoints", Map.of("name", name)).expect(201);
  }

  private JsonNode all(JsonNode pipeline) {
    return server.get(path(pipeline) + "/savepoints").expect(200).get("data");
  }

  // That the pipeline's job has read.
  private long rows(JsonNode pipeline) {
    String job = TestServer.jobPath(server.get(path(pipeline)).expect(200));
    return server.get(job + "/operator_metric_groups").expect(200).at("/data/0/rows_in").asLong();
  }

  private void stop(JsonNode pipeline, String mode) {
    JsonNode stopped = server.patch(path(pipeline), Map.of("stop", mode)).expect(200);
    assertThat(stopped.get("state").asText()).isEqualTo("Stopped");
  }

  @Test
  void aPipelineGoesBackToASavepoint() {
    JsonNode pipeline = counting("30 milliseconds");
    await(() -> lines().size() > 100);
    JsonNode made = make(pipeline, "before-upgrade");
    long epoch = made.get("epoch").asLong();
    await(() -> lines().size() > 100);
    int then = lines().size();
    await(() -> lines().size() > then + 1000);
    stop(pipeline, "checkpoint");
    int before = lines().size();
    assertThat(all(pipeline).findValuesAsText("name")).containsExactly("before-upgrade");
    server.post(path(pipeline) + "/restart", Map.of("savepoint", "before-upgrade")).expect(200);
    JsonNode checkpoints =
        server
            .get(TestServer.jobPath(server.get(path(pipeline)).expect(200)) + "/checkpoints")
            .expect(200)
            .get("data");
    assertThat(checkpoints.findValues("epoch"))
        .anySatisfy(each -> assertThat(each.asLong()).isGreaterThan(epoch));
    await(() -> lines().size() > before + 100);
    stop(pipeline, "checkpoint");
    assertCountedOnce();
  }

  @Test
  void ofAPipelineThatDoesNotRunTheLastCheckpointIsKept() {
    JsonNode pipeline = counting("1 hour");
    server.post(path(pipeline) + "/savepoints", Map.of("name", "a")).expectProblem(409, "CONFLICT");
    stop(pipeline, "immediate");
    server.post(path(pipeline) + "/savepoints", Map.of("name", "a")).expectProblem(409, "CONFLICT");
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    stop(pipeline, "checkpoint");
    assertThat(make(pipeline, "a").get("epoch").asInt()).isEqualTo(1);
    server.post(path(pipeline) + "/savepoints", Map.of("name", "a")).expectProblem(409, "CONFLICT");
    server
        .post(path(pipeline) + "/savepoints", Map.of("name", "../a"))
        .expectProblem(400, "INVALID_REQUEST");
    server.post(path(pipeline) + "/savepoints", Map.of()).expectProblem(400, "INVALID_REQUEST");
    server
        .post(path(pipeline) + "/restart", Map.of("savepoint", "b"))
        .expectProblem(404, "NOT_FOUND");
    server
        .post(path(pipeline) + "/restart", Map.of("savepoint", "a", "ignore_state", true))
        .expectProblem(400, "INVALID_REQUEST");
    int saved = lines().size();
    server.post(path(pipeline) + "/restart", Map.of("ignore_state", true)).expect(200);
    // A file that is shorter cannot be brought back to what it was.
    await(() -> rows(pipeline) > saved);
    stop(pipeline, "checkpoint");
    assertThat(all(pipeline)).hasSize(1);
    server.post(path(pipeline) + "/restart", Map.of("savepoint", "a")).expect(200);
    stop(pipeline, "checkpoint");
    assertCountedOnce();
    assertThat(server.delete(path(pipeline) + "/savepoints/a").status()).isEqualTo(204);
    server.get(path(pipeline) + "/savepoints/a").expectProblem(404, "NOT_FOUND");
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
    assertThat(directory.resolve("data/checkpoints").toFile().list()).isEmpty();
  }

  @Test
  void aPipelineMakesCheckpointsMoreOften() {
    JsonNode pipeline = counting("1 hour");
    JsonNode changed =
        server.patch(path(pipeline), Map.of("checkpoint_interval_micros", 30_000)).expect(200);
    assertThat(changed.get("checkpoint_interval_micros").asLong()).isEqualTo(30_000);
    assertThat(changed.get("state").asText()).isEqualTo("Running");
    await(() -> lines().size() > 1000);
    make(pipeline, "soon");
    server.patch(path(pipeline), Map.of("checkpoint_interval_micros", 30_000)).expect(200);
    assertThat(server.get(path(pipeline)).expect(200).get("jobs")).hasSize(2);
    for (long micros : new long[] {0, -1, 999, 86_400_000_001L}) {
      server
          .patch(path(pipeline), Map.of("checkpoint_interval_micros", micros))
          .expectProblem(400, "INVALID_REQUEST");
    }
    stop(pipeline, "checkpoint");
    assertCountedOnce();
  }

  @Test
  void aPipelineIsStoppedByForce() {
    JsonNode pipeline = counting("30 milliseconds");
    await(() -> lines().size() > 100);
    stop(pipeline, "force");
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    int before = lines().size();
    await(() -> lines().size() > before + 100);
    stop(pipeline, "force");
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    stop(pipeline, "checkpoint");
    assertCountedOnce();
  }
}
