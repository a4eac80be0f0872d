package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.engine.cluster.FreePort;
import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.catalog.TestPostgres;
import dev.wadi.server.checkpoint.CheckpointLocation;
import dev.wadi.server.checkpoint.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One pipeline on several servers that have joined each other.
@Timeout(180)
class SharedPipelineTest {
  private static final int PARALLELISM = 3;
  // Of each subtask.
  private static final int ROWS = 900;

  @TempDir private Path directory;
  private final PostgresAddress address = TestPostgres.empty();
  private final String cluster = "servers-" + UUID.randomUUID();
  private final List<TestServer> servers = new ArrayList<>();
  private final int port = FreePort.find(InetAddress.getLoopbackAddress());

  SharedPipelineTest() throws IOException {}

  private TestServer start() {
    return start(new CheckpointLocation.Directory(directory.resolve("checkpoints")));
  }

  private TestServer start(CheckpointLocation checkpoints) {
    // The first one is where the others look for it.
    int own = servers.isEmpty() ? port : 0;
    var joined =
        new ClusterSettings(
            cluster, "127.0.0.1", own, List.of("127.0.0.1:" + port), Optional.empty());
    ServerSettings settings =
        ServerSettings.of(
            HttpSettings.of("127.0.0.1", 0),
            Optional.of(directory.resolve("data" + servers.size())),
            1);
    TestServer server =
        TestServer.start(
            settings
                .withCheckpoints(checkpoints)
                .withShared(
                    new SharedSettings(
                        new SharedCatalog(address, directory.resolve("key")),
                        Optional.empty(),
                        Duration.ofMinutes(1)))
                .withEngine(EngineSettings.defaults().withThreads(1).in(Optional.of(joined))));
    servers.add(server);
    return server;
  }

  @AfterEach
  void close() {
    servers.reversed().forEach(TestServer::closeAmongOthers);
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  private Path folder() {
    return directory.resolve("out");
  }

  private JsonNode counting(TestServer server) {
    return server.pipeline(
        """
        SET checkpoint_interval = '50 milliseconds';
        SET parallelism = %d;
        CREATE TABLE ticks WITH (
          connector = 'impulse', event_rate = '100', message_count = '%d');
        CREATE TABLE numbers (s BIGINT, n BIGINT, c BIGINT) WITH (
          connector = 'filesystem', path = '%s', format = 'json');
        INSERT INTO numbers
        SELECT CAST(subtask_index AS BIGINT), CAST(counter AS BIGINT), count(*) FROM ticks
        GROUP BY subtask_index, counter, TUMBLE(INTERVAL '1' SECOND);
        """
            .formatted(PARALLELISM, ROWS, folder()));
  }

  private static int sharedBy(TestServer server) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/metrics")).GET();
    return server
        .sendUnchecked(request)
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith("wadi_job_servers{"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void assertCountedOnce(TestServer server, JsonNode pipeline) {
    await(() -> state(server, pipeline).equals("Finished"));
    List<String> expected = new ArrayList<>();
    for (int subtask = 0; subtask < PARALLELISM; subtask++) {
      for (int counter = 0; counter < ROWS; counter++) {
        expected.add("{\"s\":%d,\"n\":%d,\"c\":1}".formatted(subtask, counter));
      }
    }
    assertThat(PartFiles.lines(folder())).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String state(TestServer server, JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200).get("state").asText();
  }

  @Test
  void aServerThatClosesLeavesItsPartToTheOthers() {
    ObjectStore.giveCredentials();
    try (ObjectStore objects = ObjectStore.start()) {
      CheckpointLocation checkpoints = objects.location("wadi");
      TestServer owner = start(checkpoints);
      start(checkpoints);
      TestServer leaving = start(checkpoints);
      JsonNode pipeline = counting(owner);
      await(() -> sharedBy(owner) == 3);
      await(() -> PartFiles.lines(folder()).size() > 100);
      servers.remove(leaving);
      leaving.closeAmongOthers();
      await(() -> sharedBy(owner) == 2);
      assertCountedOnce(owner, pipeline);
    } finally {
      ObjectStore.takeCredentials();
    }
  }

  @Test
  void aServerThatIsKilledLosesNothing() throws Exception {
    TestServer owner = start();
    start();
    Path data = Files.createDirectory(directory.resolve("killed"));
    try (ServerProcess killed =
        new ServerProcess(
            data,
            "--catalog=" + TestPostgres.url(address),
            "--key-file=" + directory.resolve("key"),
            "--checkpoint-dir=" + directory.resolve("checkpoints"),
            "--join=127.0.0.1:" + port,
            "--cluster-port=0",
            "--cluster-name=" + cluster)) {
      killed.start();
      JsonNode pipeline = counting(owner);
      await(() -> sharedBy(owner) == 3);
      await(() -> PartFiles.lines(folder()).size() > 100);
      killed.kill();
      await(() -> sharedBy(owner) == 2);
      assertCountedOnce(owner, pipeline);
      assertThat(owner.get(path(pipeline)).expect(200).get("jobs")).hasSize(2);
    }
  }
}
