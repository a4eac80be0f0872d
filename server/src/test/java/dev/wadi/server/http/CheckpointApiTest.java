package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CheckpointApiTest {
  private static final String OFTEN = "SET checkpoint_interval = '30 milliseconds';\n";
  private static final String NEVER = "SET checkpoint_interval = '1 hour';\n";

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

  private void restartServer() {
    server.close();
    start();
  }

  private NumbersFile file() {
    return new NumbersFile(directory.resolve("numbers.json"));
  }

  private String counting(String interval) {
    return file().counting(interval);
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private JsonNode checkpoints(JsonNode pipeline) {
    return server
        .get(TestServer.jobPath(status(pipeline)) + "/checkpoints")
        .expect(200)
        .get("data");
  }

  private List<String> lines() {
    return file().lines();
  }

  private void assertCountedOnce() {
    file().assertCountedOnce();
  }

  @Test
  void checkpointsAreListed() {
    JsonNode pipeline = server.pipeline(counting(OFTEN));
    await(() -> checkpoints(pipeline).size() > 2);
    JsonNode finished = checkpoints(pipeline).get(1);
    assertThat(finished.get("epoch").asLong()).isPositive();
    assertThat(finished.get("state").asText()).isEqualTo("Finished");
    assertThat(finished.get("duration_millis").asLong()).isNotNegative();
    assertThat(finished.get("start_time").asText()).endsWith("Z");
    assertThat(finished.has("error")).isFalse();
    assertThat(finished.at("/operators/0/name").asText()).contains("read ticks");
    server.get(path(pipeline) + "/jobs/job_x/checkpoints").expectProblem(404, "NOT_FOUND");
  }

  @Test
  void aPipelineThatIsStoppedGoesOn() {
    JsonNode pipeline = server.pipeline(counting(NEVER));
    for (int i = 0; i < 3; i++) {
      await(() -> read(pipeline) > 100);
      String mode = i == 0 ? "graceful" : "checkpoint";
      JsonNode stopped = server.patch(path(pipeline), Map.of("stop", mode)).expect(200);
      assertThat(stopped.get("state").asText()).isEqualTo("Stopped");
      assertThat(checkpoints(pipeline).get(0).get("epoch").asInt()).isEqualTo(i + 1);
      assertCountedOnce();
      assertThat(lines()).hasSizeGreaterThan(100 * i);
      JsonNode running = server.post(path(pipeline) + "/restart", Map.of()).expect(200);
      assertThat(running.get("state").asText()).isEqualTo("Running");
      assertThat(running.get("jobs")).hasSize(i + 2);
    }
    server.post(path(pipeline) + "/restart", Map.of()).expectProblem(409, "CONFLICT");
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    assertCountedOnce();
  }

  // How many rows the latest job has read; it may be about to start.
  private long read(JsonNode pipeline) {
    TestServer.Answer answer =
        server.get(TestServer.jobPath(status(pipeline)) + "/operator_metric_groups");
    return answer.status() == 404 ? 0 : answer.expect(200).at("/data/0/rows_in").asLong();
  }

  @Test
  void aPipelineThatIsStoppedAtOnceGoesOnFromItsLastCheckpoint() {
    JsonNode pipeline = server.pipeline(counting(OFTEN));
    await(() -> lines().size() > 100);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    int before = lines().size();
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    await(() -> lines().size() > before + 100);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void aPipelineCanBeginAnew() {
    JsonNode pipeline = server.pipeline(counting(NEVER));
    await(() -> read(pipeline) > 100);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    server.post(path(pipeline) + "/restart", Map.of("ignore_state", true)).expect(200);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertThat(checkpoints(pipeline)).hasSize(1);
    assertCountedOnce();
  }

  @Test
  void whatRanGoesOnAfterARestartOfTheServer() {
    JsonNode pipeline = server.pipeline(counting(NEVER));
    JsonNode stopped = server.pipeline(counting(NEVER).replace("numbers.json", "others.json"));
    server.patch(path(stopped), Map.of("stop", "immediate")).expect(200);
    await(() -> read(pipeline) > 100);
    restartServer();
    int before = lines().size();
    assertThat(before).isGreaterThan(100);
    await(() -> status(pipeline).get("jobs").size() == 2);
    assertThat(status(pipeline).get("state").asText()).isEqualTo("Running");
    assertThat(status(pipeline).at("/jobs/1/state").asText()).isEqualTo("Stopped");
    assertThat(status(stopped).get("state").asText()).isEqualTo("Stopped");
    await(() -> read(pipeline) > 100);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertThat(lines()).hasSizeGreaterThan(before + 100);
    assertCountedOnce();
  }

  @Test
  void aPipelineThatCannotGoOnSaysWhy() throws IOException {
    JsonNode pipeline = server.pipeline(counting(NEVER));
    server.close();
    try (Stream<Path> files = Files.walk(directory.resolve("data/checkpoints"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "damaged");
      }
    }
    start();
    await(() -> status(pipeline).get("state").asText().equals("Failed"));
    JsonNode error =
        server.get(TestServer.jobPath(status(pipeline)) + "/errors").expect(200).at("/data/0");
    assertThat(error.get("code").asText()).isEqualTo("CHECKPOINT_UNUSABLE");
    server.post(path(pipeline) + "/restart", Map.of()).expectProblem(409, "CHECKPOINT_UNUSABLE");
    server.post(path(pipeline) + "/restart", Map.of("ignore_state", true)).expect(200);
  }

  @Test
  void aPipelineThatIsGoneLeavesNoCheckpoints() throws IOException {
    JsonNode pipeline = server.pipeline(counting(OFTEN));
    await(() -> lines().size() > 10);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
    try (Stream<Path> left = Files.list(directory.resolve("data/checkpoints"))) {
      assertThat(left).isEmpty();
    }
  }
}
