package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.pipeline.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipelines that fail and are started again by themselves, and pipelines that get another
/// parallelism.
@Timeout(120)
class RestartApiTest {
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path directory;
  private TestServer server;

  private void start(int attempts, Duration pause) {
    server =
        TestServer.start(
            directory.resolve("data"), new RestartPolicy(attempts, pause, pause, LONG));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path folder() {
    return directory.resolve("out");
  }

  /// Counts into files.
  private JsonNode counting() {
    return server.pipeline(
        """
        SET checkpoint_interval = '30 milliseconds';
        CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '5000');
        CREATE TABLE numbers (n BIGINT) WITH (
          connector = 'filesystem', path = '%s', format = 'json');
        INSERT INTO numbers SELECT CAST(counter AS BIGINT) FROM ticks;
        """
            .formatted(folder()));
  }

  /// Counts into files in folders.
  private JsonNode countingIntoFolders() {
    return server.pipeline(
        """
        SET checkpoint_interval = '30 milliseconds';
        CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '5000');
        CREATE TABLE numbers (n BIGINT, kind TEXT) WITH (
          connector = 'filesystem', path = '%s', format = 'json',
          partitioning.fields = [kind], partitioning.max_open_files = 2,
          shuffle_by_partition.enabled = true);
        INSERT INTO numbers SELECT CAST(counter AS BIGINT),
          CASE CAST(counter AS BIGINT) %% 3 WHEN 0 THEN '../x' WHEN 1 THEN 'y' END FROM ticks;
        """
            .formatted(folder()));
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private void awaitState(JsonNode pipeline, String state) {
    await(() -> status(pipeline).get("state").asText().equals(state));
  }

  // A file is where the folder was.
  private void breakFolder() throws IOException {
    await(() -> PartFiles.lines(folder()).size() > 100);
    Path obstacle = Files.writeString(directory.resolve("obstacle"), "in the way");
    // One after the other at once: the pipeline makes a folder that it misses.
    Files.move(folder(), directory.resolve("aside"));
    Files.move(obstacle, folder());
  }

  private void mendFolder() throws IOException {
    Files.delete(folder());
    Files.move(directory.resolve("aside"), folder());
  }

  private void assertCountedOnce() {
    List<Long> numbers =
        PartFiles.lines(folder()).stream()
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sorted()
            .toList();
    assertThat(numbers)
        .isEqualTo(IntStream.range(0, numbers.size()).mapToObj(Long::valueOf).toList());
  }

  @Test
  void aPipelineGoesOnByItselfWhenTheCauseIsGone() throws IOException {
    start(1_000_000, SHORT);
    JsonNode pipeline = counting();
    breakFolder();
    await(() -> status(pipeline).get("jobs").size() > 3);
    JsonNode failed = status(pipeline).at("/jobs/2");
    assertThat(failed.get("state").asText()).isEqualTo("Failed");
    assertThat(failed.at("/error/code").asText()).isEqualTo("FILE_UNWRITABLE");
    mendFolder();
    int before = PartFiles.lines(folder()).size();
    await(() -> PartFiles.lines(folder()).size() > before + 100);
    assertThat(status(pipeline).get("state").asText()).isEqualTo("Running");
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void filesInFoldersAreWholeAndThereOnce() throws IOException {
    start(1_000_000, SHORT);
    JsonNode pipeline = countingIntoFolders();
    breakFolder();
    await(() -> status(pipeline).get("jobs").size() > 3);
    mendFolder();
    int before = PartFiles.lines(folder()).size();
    await(() -> PartFiles.lines(folder()).size() > before + 100);
    // The job that shows rows may just be starting.
    await(() -> server.patch(path(pipeline), Map.of("parallelism", 2)).status() == 200);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertThat(folder().toFile().list())
        .containsExactlyInAnyOrder("kind=%2E.%2Fx", "kind=y", "kind=__HIVE_DEFAULT_PARTITION__");
    assertCountedOnce();
  }

  @Test
  void afterSoManyAttemptsItHasFailedForGood() throws IOException {
    start(2, SHORT);
    JsonNode pipeline = counting();
    breakFolder();
    awaitState(pipeline, "Failed");
    JsonNode jobs = status(pipeline).get("jobs");
    assertThat(jobs).hasSize(3);
    assertThat(jobs.findValuesAsText("state")).containsOnly("Failed");
    mendFolder();
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void whatIsStoppedWhileItWaitsStaysAsItIs() throws IOException {
    start(1, LONG);
    JsonNode pipeline = counting();
    breakFolder();
    awaitState(pipeline, "Restarting");
    assertThat(status(pipeline).at("/jobs/0/error/code").asText()).isEqualTo("FILE_UNWRITABLE");
    JsonNode refused = server.delete(path(pipeline)).expectProblem(409, "CONFLICT");
    assertThat(refused.get("hint").asText()).contains("stop it first");
    JsonNode stopped = server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    assertThat(stopped.get("state").asText()).isEqualTo("Failed");
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
  }

  @Test
  void aServerGoesOnWithWhatWaited() throws IOException {
    start(1, LONG);
    JsonNode pipeline = counting();
    breakFolder();
    awaitState(pipeline, "Restarting");
    server.close();
    mendFolder();
    start(1, LONG);
    awaitState(pipeline, "Running");
    assertThat(status(pipeline).at("/jobs/1/state").asText()).isEqualTo("Failed");
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void aServerTriesAgainWhatCannotStartYet() throws IOException {
    start(1_000_000, SHORT);
    JsonNode pipeline = counting();
    await(() -> PartFiles.lines(folder()).size() > 100);
    server.close();
    Files.move(folder(), directory.resolve("aside"));
    Files.writeString(folder(), "in the way");
    start(1_000_000, SHORT);
    await(() -> status(pipeline).get("jobs").size() > 3);
    mendFolder();
    awaitState(pipeline, "Running");
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void whatWouldFailAgainIsNotTriedAgain() {
    start(1_000_000, SHORT);
    JsonNode pipeline =
        server.pipeline(
            """
            CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1000');
            SELECT 1 / (CAST(counter AS BIGINT) - 50) AS n FROM ticks;
            """);
    awaitState(pipeline, "Failed");
    assertThat(status(pipeline).get("jobs")).hasSize(1);
  }

  @Test
  void aPipelineGetsAnotherParallelismAndGoesOn() {
    start(0, LONG);
    JsonNode pipeline = counting();
    for (int parallelism = 3; parallelism > 0; parallelism--) {
      int before = PartFiles.lines(folder()).size();
      JsonNode changed =
          server.patch(path(pipeline), Map.of("parallelism", parallelism)).expect(200);
      assertThat(changed.get("parallelism").asInt()).isEqualTo(parallelism);
      assertThat(changed.get("state").asText()).isEqualTo("Running");
      await(() -> PartFiles.lines(folder()).size() > before + 100);
    }
    assertThat(status(pipeline).get("jobs")).hasSize(4);
    server.patch(path(pipeline), Map.of("parallelism", 1)).expect(200);
    assertThat(status(pipeline).get("jobs")).hasSize(4);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    server.patch(path(pipeline), Map.of("parallelism", 2)).expect(200);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    assertThat(status(pipeline).get("parallelism").asInt()).isEqualTo(2);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
  }

  @Test
  void anotherParallelismIsRefusedWhereItCannotBe() {
    start(0, LONG);
    JsonNode pipeline = counting();
    server.patch(path(pipeline), Map.of("parallelism", 0)).expectProblem(400, "INVALID_REQUEST");
    server
        .patch(path(pipeline), Map.of("parallelism", 2, "stop", "immediate"))
        .expectProblem(400, "INVALID_REQUEST");
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
  }

  @Test
  void aPipelineWithoutCheckpointsKeepsItsParallelism() {
    server = TestServer.start();
    JsonNode pipeline =
        server.pipeline(
            "CREATE TABLE ticks WITH (connector = 'impulse'); SELECT counter FROM ticks");
    JsonNode problem =
        server.patch(path(pipeline), Map.of("parallelism", 2)).expectProblem(409, "CONFLICT");
    assertThat(problem.get("detail").asText()).contains("makes no checkpoints");
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
  }
}
