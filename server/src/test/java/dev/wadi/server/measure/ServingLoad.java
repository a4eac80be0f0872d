package dev.wadi.server.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server and its clients, in one process: many at once, and some at a steady rate.
final class ServingLoad implements AutoCloseable {
  private static final int ROWS = 20;
  private static final int CONNECTIONS = 32;
  private static final String SMALL = "SELECT 1 AS n, upper('a') AS s";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WadiServer server = WadiServer.start(ServerSettings.temporary(1));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  /// What came of requests that were sent at once.
  record Crowd(int answered, List<String> errors, Duration wall) {}

  /// Queries that each give rows for a second.
  Crowd queries(int count) {
    String body = JSON.valueToTree(Map.of("query", slow())).toString();
    return crowd(
        count,
        () -> {
          HttpResponse<String> answer = post("/query", body);
          require(answer.statusCode() == 200, answer.body());
          require(JSON.readTree(answer.body()).get("data").size() == ROWS, answer.body());
        });
  }

  /// Previews of the same, whose output is read to the end.
  Crowd previews(int count) {
    String body = JSON.valueToTree(Map.of("query", slow())).toString();
    return crowd(
        count,
        () -> {
          HttpResponse<String> made = post("/pipelines/preview", body);
          require(made.statusCode() == 201, made.body());
          JsonNode preview = JSON.readTree(made.body());
          String path =
              "/pipelines/%s/jobs/%s/output"
                  .formatted(preview.get("id").asText(), preview.at("/jobs/0/id").asText());
          String events = client.send(request(path).build(), BodyHandlers.ofString()).body();
          require(events.split("event: row").length == ROWS + 1, events);
          require(events.contains("event: end"), events);
        });
  }

  private static String slow() {
    return "CREATE TABLE t WITH (connector = 'impulse', event_rate = '%d', message_count = '%d');"
            .formatted(ROWS, ROWS)
        + " SELECT counter FROM t";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static void require(boolean fine, String otherwise) {
    if (!fine) {
      throw new IllegalStateException(otherwise.substring(0, Math.min(300, otherwise.length())));
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private Crowd crowd(int count, Work work) {
    var errors = new ConcurrentLinkedQueue<String>();
    var done = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      threads.execute(() -> {
        try {
          work.run();
        } catch (Exception e) {
          errors.add(e.toString());
        } finally {
          done.countDown();
        }
      });
    }
    await(done);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return new Crowd(count - errors.size(), List.copyOf(errors), wall);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Small queries over HTTP.
  Latencies http(int perSecond, Duration time) {
    String body = JSON.valueToTree(Map.of("query", SMALL)).toString();
    return steadily(
        perSecond,
        time,
        () -> {
          HttpResponse<String> answer = post("/query", body);
          require(answer.statusCode() == 200, answer.body());
          return null;
        });
  }

  /// The same over Flight SQL, by a pool of connections as programs have one.
  Latencies flight(int perSecond, Duration time) throws SQLException {
    String url =
        "jdbc:arrow-flight-sql://%s:%d?useEncryption=false"
            .formatted(server.grpcUrl().getHost(), server.grpcUrl().getPort());
    BlockingQueue<Connection> pool = new LinkedBlockingQueue<>();
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(DriverManager.getConnection(url));
      }
      pool.addAll(all);
      return steadily(
          perSecond,
          time,
          () -> {
            Connection connection = pool.take();
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SMALL)) {
              require(rows.next() && rows.getInt(1) == 1, "other rows");
            } finally {
              pool.add(connection);
            }
            return null;
          });
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  // Each is sent when it is due, whether those before have been answered or not.
  private Latencies steadily(int perSecond, Duration time, Callable<Void> work) {
    var nanos = new ConcurrentLinkedQueue<Long>();
    var errors = new ConcurrentLinkedQueue<String>();
    int count = Math.toIntExact(time.toSeconds() * perSecond);
    var done = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      LockSupport.parkNanos(due - System.nanoTime());
      threads.execute(() -> {
        try {
          work.call();
          nanos.add(System.nanoTime() - due);
        } catch (Exception e) {
          errors.add(e.toString());
        } finally {
          done.countDown();
        }
      });
    }
    await(done);
    return new Latencies(List.copyOf(nanos), List.copyOf(errors));
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
    server.close();
  }
}
