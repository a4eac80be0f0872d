package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.checkpoint.ObjectStore;
import dev.wadi.server.pipeline.RestartPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What may go wrong with checkpoints: each is said clearly, nothing is lost, and the pipeline goes
/// on when the cause is gone.
@Timeout(180)
class CheckpointFailureTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  @TempDir private Path directory;
  private final ObjectStore objects = ObjectStore.start();
  private TestServer server;

  private void start(CheckpointLocation checkpoints) {
    ObjectStore.giveCredentials();
    ServerSettings settings =
        ServerSettings.of(
                HttpSettings.of("127.0.0.1", 0), Optional.of(directory.resolve("data")), 1)
            .withCheckpoints(checkpoints);
    var restarts = new RestartPolicy(1_000_000, SHORT, SHORT, Duration.ofHours(1));
    server = TestServer.start(settings.withPipelines(settings.pipelines().withRestarts(restarts)));
  }

  private CheckpointLocation folder() {
    return new CheckpointLocation.Directory(directory.resolve("checkpoints"));
  }

  @AfterEach
  void close() {
    server.close();
    objects.close();
    ObjectStore.takeCredentials();
  }

  private Path file() {
    return directory.resolve("numbers.json");
  }

  private Path windows() {
    return directory.resolve("windows.json");
  }

  /// Counts into a file, and a thousand at a time into another one.
  private JsonNode counting() {
    return server.pipeline(
        """
        SET checkpoint_interval = '30 milliseconds';
        CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '5000',
          event_time_interval = '1 millisecond');
        CREATE TABLE numbers (n BIGINT) WITH (connector = 'single_file', path = '%s');
        CREATE TABLE windows (amount BIGINT) WITH (connector = 'single_file', path = '%s');
        INSERT INTO numbers SELECT CAST(counter AS BIGINT) FROM ticks;
        INSERT INTO windows SELECT amount FROM (
          SELECT tumble(INTERVAL '1 second') AS w, count(*) AS amount FROM ticks GROUP BY 1);
        """
            .formatted(file(), windows()));
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private void awaitState(JsonNode pipeline, String state) {
    await(() -> status(pipeline).get("state").asText().equals(state));
  }

  // An error that a job of the pipeline has failed with.
  private void awaitError(JsonNode pipeline, String code, String message) {
    await(() ->
        status(pipeline).get("jobs").findValues("error").stream()
            .anyMatch(error ->
                error.get("code").asText().equals(code)
                    && error.get("detail").asText().contains(message)));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitMore() {
    int before = lines(file()).size();
    await(() -> lines(file()).size() > before + 100);
  }

  private void stop(JsonNode pipeline) {
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
  }

  private void assertCountedOnce() {
    List<String> lines = lines(file());
    assertThat(lines)
        .isEqualTo(IntStream.range(0, lines.size()).mapToObj("{\"n\":%d}"::formatted).toList());
    // The first begins at some time or other.
    assertThat(lines(windows()).stream().skip(1)).allMatch("{\"amount\":1000}"::equals);
  }

  private List<Path> files(String prefix) {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted(Comparator.comparing(Path::toString).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPipelineGoesOnInABucket() {
    start(objects.location("test"));
    JsonNode pipeline = counting();
    for (int i = 0; i < 2; i++) {
      awaitMore();
      stop(pipeline);
      assertCountedOnce();
      server.post(path(pipeline) + "/restart", Map.of()).expect(200);
      awaitMore();
      server.close();
      start(objects.location("test"));
      awaitMore();
    }
    stop(pipeline);
    assertCountedOnce();
    assertThat(directory.resolve("data/checkpoints")).doesNotExist();
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
    assertThat(objects.below("test")).containsExactly("test/only-once");
  }

  @Test
  void aStoreThatIsAwayForAWhileCostsNothing() {
    start(objects.location("test"));
    JsonNode pipeline = counting();
    awaitMore();
    objects.close();
    awaitError(pipeline, "CHECKPOINT_FAILED", "3 checkpoints in a row have failed");
    awaitError(pipeline, "CHECKPOINT_STORE_UNAVAILABLE", "cannot list s3://checkpoints/test/");
    objects.open();
    awaitMore();
    stop(pipeline);
    assertCountedOnce();
  }

  @Test
  void aServerStartsWithoutItsStoreAndPipelinesWait() {
    start(objects.location("test"));
    JsonNode pipeline = counting();
    awaitMore();
    server.close();
    objects.close();
    start(objects.location("test"));
    awaitError(pipeline, "CHECKPOINT_STORE_UNAVAILABLE", "cannot list s3://checkpoints/test/");
    server.delete(path(pipeline)).expectProblem(409, "CONFLICT");
    objects.open();
    awaitMore();
    stop(pipeline);
    assertCountedOnce();
    objects.close();
    server.delete(path(pipeline)).expectProblem(503, "CHECKPOINT_STORE_UNAVAILABLE");
    objects.open();
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
  }

  @Test
  void aPipelineThatMayNotReachItsCheckpointsWaits() throws IOException {
    start(folder());
    JsonNode pipeline = counting();
    awaitMore();
    server.close();
    Path checkpoints = directory.resolve("checkpoints").resolve(pipeline.get("id").asText());
    Files.move(checkpoints, directory.resolve("aside"));
    Files.writeString(checkpoints, "in the way");
    start(folder());
    awaitError(pipeline, "CHECKPOINT_STORE_UNAVAILABLE", "it is no directory");
    Files.delete(checkpoints);
    Files.move(directory.resolve("aside"), checkpoints);
    awaitMore();
    stop(pipeline);
    assertCountedOnce();
  }

  // As when a disk is not mounted, or the option names another place.
  @Test
  void aPipelineWhoseCheckpointsAreGoneDoesNotBeginAnewByItself() {
    start(folder());
    JsonNode pipeline = counting();
    awaitMore();
    server.close();
    start(objects.location("elsewhere"));
    awaitError(pipeline, "CHECKPOINT_STORE_UNAVAILABLE", "are not in s3://checkpoints/elsewhere/");
    server.close();
    start(folder());
    awaitMore();
    stop(pipeline);
    assertCountedOnce();
    server.close();
    start(objects.location("elsewhere"));
    server
        .post(path(pipeline) + "/restart", Map.of())
        .expectProblem(503, "CHECKPOINT_STORE_UNAVAILABLE");
    server.post(path(pipeline) + "/restart", Map.of("ignore_state", true)).expect(200);
    awaitMore();
  }

  @Test
  void aDamagedCheckpointLosesNothing() throws IOException {
    start(folder());
    JsonNode pipeline = counting();
    awaitMore();
    server.close();
    // All files of the newest checkpoint; the manifest before it names others.
    Path newest = files("state-").getFirst();
    Files.write(newest, new byte[(int) Files.size(newest) / 2]);
    Set<Integer> seen = new TreeSet<>();
    start(folder());
    awaitState(pipeline, "Running");
    awaitMore();
    stop(pipeline);
    lines(file()).forEach(line -> seen.add(Integer.parseInt(line.replaceAll("\\D", ""))));
    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, seen.size()).boxed().toList());
  }

  @Test
  void aManifestOfANewerVersionIsRefusedUntilItIsGone() throws IOException {
    start(folder());
    JsonNode pipeline = counting();
    awaitMore();
    server.close();
    Path newest = files("manifest-").getFirst();
    Path newer = newest.resolveSibling(next(newest.getFileName().toString()));
    Files.writeString(newer, sealed("{\"version\":99}"));
    start(folder());
    awaitState(pipeline, "Failed");
    assertThat(status(pipeline).at("/jobs/0/error/code").asText()).isEqualTo("CHECKPOINT_UNUSABLE");
    assertThat(status(pipeline).at("/jobs/0/error/detail").asText())
        .contains("has format version 99");
    Files.delete(newer);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    awaitMore();
    stop(pipeline);
    assertCountedOnce();
  }

  private static String next(String name) {
    long number = Long.parseLong(name.replaceAll("\\D", ""));
    return "manifest-%019d.json".formatted(number + 1);
  }

  private static String sealed(String json) {
    var sum = new CRC32C();
    sum.update(json.getBytes(StandardCharsets.UTF_8));
    return "%s\ncrc32c %08x\n".formatted(json, sum.getValue());
  }
}
