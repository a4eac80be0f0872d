package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.pipeline.RestartPolicy;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose pipelines come and go.
@Timeout(300)
class LeakTest {
  private static final int CYCLES = 200;
  // Until then caches fill and classes are loaded.
  private static final int WARM_UP = 50;
  private static final long SLACK_BYTES = 16 << 20;
  private static final RestartPolicy NO_RESTARTS =
      new RestartPolicy(0, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

  @TempDir private Path directory;

  /// A pipeline with state that fails at some row if it is told to.
  private String counting(int cycle, String failing) {
    return """
    SET checkpoint_interval = '10 milliseconds';
    CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '20000');
    CREATE TABLE counts WITH (
      connector = 'filesystem', type = 'sink', path = '%s', format = 'debezium_json');
    INSERT INTO counts
      SELECT CAST(counter AS BIGINT) %% 100 AS k, count(*) AS n, max(%s) AS highest
      FROM ticks GROUP BY 1;
    """
        .formatted(directory.resolve("out-" + cycle), failing);
  }

  private static void runOnce(TestServer server, String sql, Map<String, String> stop) {
    JsonNode pipeline = server.pipeline(sql);
    if (stop.isEmpty()) {
      await(() -> server.get(path(pipeline)).expect(200).get("state").asText().equals("Failed"));
    } else {
      server.patch(path(pipeline), stop).expect(200);
    }
    server.delete(path(pipeline)).expectStatus(204);
  }

  private void cycle(TestServer server, int cycle) {
    switch (cycle % 4) {
      case 0 -> runOnce(server, counting(cycle, "counter"), Map.of("stop", "immediate"));
      case 1 -> runOnce(server, counting(cycle, "counter"), Map.of("stop", "checkpoint"));
      case 2 -> runOnce(server, counting(cycle, "1 / (200 - CAST(counter AS BIGINT))"), Map.of());
      default ->
          server
              .post("/query", Map.of("query", "SELECT count(*) FROM generate_series(1, 1000)"))
              .expect(200);
    }
    // At first the server runs a query of its own, to be warm for the next ones.
    if (cycle >= WARM_UP) {
      assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap in cycle %d", cycle).isZero();
    }
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void memoryStaysTheSameWhilePipelinesComeAndGo() {
    try (TestServer server = TestServer.start(directory.resolve("data"), NO_RESTARTS)) {
      for (int i = 0; i < WARM_UP; i++) {
        cycle(server, i);
      }
      long before = heapBytes();
      for (int i = WARM_UP; i < WARM_UP + CYCLES; i++) {
        cycle(server, i);
      }
      long after = heapBytes();
      System.out.printf(
          "heap after %d cycles %,d bytes, after %d more %,d%n", WARM_UP, before, CYCLES, after);
      assertThat(after).isLessThan(before + SLACK_BYTES);
    }
  }
}
