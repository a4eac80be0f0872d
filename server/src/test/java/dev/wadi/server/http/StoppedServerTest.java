package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server in a process of its own that is asked to end while it has much to do.
@Timeout(240)
class StoppedServerTest {
  private static final int SIGTERM = 143;
  private static final int CLIENTS = 8;
  private static final int ROWS = 300;
  // A third of a second each.
  private static final String QUERY =
      "CREATE TABLE t WITH (connector = 'impulse', event_rate = '1000', message_count = '%d');"
              .formatted(ROWS)
          + " SELECT counter FROM t";
  private static final String ENDLESS =
      "CREATE TABLE t WITH (connector = 'impulse', event_rate = '100'); SELECT counter FROM t";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private ServerProcess server;

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    return server.send(
        server
            .request("/query")
            .header("Content-Type", "application/sql")
            .POST(BodyPublishers.ofString(QUERY)));
  }

  @Test
  void whatWasAskedBeforeIsAnsweredWhole() throws Exception {
    server = new ServerProcess(directory, "--parallelism", "1", "--drain-timeout", "20");
    server.start();
    ask();
    var terminated = new AtomicBoolean();
    var busy = new CountDownLatch(CLIENTS * 2);
    List<Future<Integer>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> askUntilItEnds(terminated, busy)));
      }
      busy.await();
      terminated.set(true);
      server.terminate();
      assertThat(server.await()).as(server.log()).isEqualTo(SIGTERM);
      int answers = 0;
      for (Future<Integer> client : clients) {
        answers += client.get();
      }
      assertThat(answers).isGreaterThanOrEqualTo(CLIENTS * 2);
    }
    assertThat(server.log()).doesNotContain("ERROR");
  }

  // Returns how many answers were whole; none may be half.
  private int askUntilItEnds(AtomicBoolean terminated, CountDownLatch busy) throws Exception {
    int answers = 0;
    while (true) {
      boolean late = terminated.get();
      try {
        HttpResponse<String> answer = ask();
        if (answer.statusCode() == 503) {
          assertThat(terminated).isTrue();
          assertThat(answer.headers().firstValue("Retry-After")).isPresent();
          return answers;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("data")).hasSize(ROWS);
        answers++;
        busy.countDown();
      } catch (IOException e) {
        boolean untouched =
            e instanceof ConnectException || String.valueOf(e.getMessage()).contains("no bytes");
        assertThat(late && untouched).as("late: %s, %s", late, e).isTrue();
        return answers;
      }
    }
  }

  @Test
  void whatNeverEndsIsCutAndPipelinesGoOnWithTheNextServer() throws Exception {
    server = new ServerProcess(directory, "--parallelism", "1", "--drain-timeout", "2");
    server.start();
    String pipeline =
        JSON.valueToTree(
                Map.of(
                    "name",
                    "beats",
                    "query",
                    "CREATE TABLE t WITH (connector = 'impulse', event_rate = '100');"
                        + " SELECT counter FROM t"))
            .toString();
    JsonNode made =
        JSON.readTree(
            server
                .send(
                    server
                        .request("/pipelines")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(pipeline)))
                .body());
    HttpResponse<InputStream> stream =
        server
            .client()
            .send(
                server
                    .request("/query")
                    .header("Content-Type", "application/sql")
                    .header("Accept", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(ENDLESS))
                    .build(),
                BodyHandlers.ofInputStream());
    assertThat(stream.body().read()).isEqualTo('{');
    server.terminate();
    assertThat(server.await()).as(server.log()).isEqualTo(SIGTERM);
    assertThat(server.log()).contains("cutting 1 requests");
    assertThat(server.log()).doesNotContain("ERROR");

    server.start();
    String path = "/pipelines/" + made.get("id").asText();
    JsonNode resumed = JSON.readTree(server.send(server.request(path)).body());
    while (resumed.get("jobs").size() == 1) {
      resumed = JSON.readTree(server.send(server.request(path)).body());
    }
    assertThat(resumed.at("/jobs/0/state").asText()).isEqualTo("Running");
  }
}
