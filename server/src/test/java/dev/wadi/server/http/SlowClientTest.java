package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.http.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that take their time, or more than their share: they are cut, and the others are not.
@Timeout(120)
class SlowClientTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String POST =
      """
      POST /api/v1/pipelines/validate_query HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      """;
  private static final String ENDLESS =
      "CREATE TABLE t WITH (connector = 'impulse', event_rate = '1000000');"
          + " SELECT counter, counter AS again FROM t";

  private final LoggedErrors log = new LoggedErrors(Level.INFO);
  private TestServer server;

  private void start(ConnectionSettings connections) {
    server = TestServer.start(ServerSettings.temporary(1).withConnections(connections));
  }

  private static ConnectionSettings patient() {
    return ConnectionSettings.defaults().withRequests(LONG, LONG).withQuiet(LONG, LONG);
  }

  @AfterEach
  void stillServes() {
    assertThat(server.get("/ping").status()).isEqualTo(200);
    server.close();
    assertThat(log.errors()).isEmpty();
    log.close();
  }

  private RawHttp connect() throws IOException {
    return new RawHttp(server.url());
  }

  // Byte after byte, until the server does not want any more.
  private static void trickle(RawHttp client, String bytes) {
    try {
      for (int i = 0; i < 10_000; i++) {
        client.send(bytes.substring(i % bytes.length(), i % bytes.length() + 1));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    } catch (IOException e) {
      return;
    }
    throw new AssertionError("the server has read on and on");
  }

  private static void requireProblem(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.headers()).containsEntry("connection", "close");
    assertThat(answer.body()).contains("\"status\":" + status);
  }

  @Test
  void aHeadThatNeverEnds() throws Exception {
    start(patient().withRequests(SHORT, LONG));
    try (RawHttp client = connect()) {
      client.send("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\n");
      Thread writer = Thread.ofVirtual().start(() -> trickle(client, "X-More: of this\r\n"));
      requireProblem(client.answer(), 408);
      client.readToEnd();
      writer.join();
    }
    assertThat(log.lines()).anyMatch(line -> line.contains("the head of the request takes"));
  }

  @Test
  void aBodyThatNeverEnds() throws Exception {
    start(patient().withRequests(LONG, SHORT));
    try (RawHttp client = connect()) {
      client.send(POST + "Content-Length: 100000\r\n\r\n");
      Thread writer = Thread.ofVirtual().start(() -> trickle(client, "{\"query\": \"SELECT "));
      requireProblem(client.answer(), 408);
      client.readToEnd();
      writer.join();
    }
    assertThat(log.lines()).anyMatch(line -> line.contains("its body takes too long"));
  }

  /// Whoever is refused at once cannot stay by sending on.
  @Test
  void aBodyThatNobodyWants() throws Exception {
    start(patient().withRequests(LONG, SHORT));
    try (RawHttp client = connect()) {
      client.send(POST.replace("localhost", "evil.example") + "Content-Length: 100000\r\n\r\n");
      Thread writer = Thread.ofVirtual().start(() -> trickle(client, "{\"query\": \"SELECT "));
      assertThat(client.answer().status()).isEqualTo(403);
      client.readToEnd();
      writer.join();
    }
  }

  @Test
  void aClientThatSaysNothing() throws Exception {
    start(patient().withQuiet(SHORT, LONG));
    try (RawHttp http = connect();
        RawHttp grpc = new RawHttp(server.grpcUrl())) {
      assertThat(http.readToEnd()).isZero();
      assertThat(grpc.readToEnd()).isZero();
    }
  }

  @Test
  void aConnectionThatIsNotUsedAnyMore() throws Exception {
    start(patient().withQuiet(SHORT, LONG));
    try (RawHttp client = connect()) {
      client.send("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.readToEnd()).isZero();
    }
  }

  /// A query's client may wait for rows for longer than a connection may be idle.
  @Test
  void aClientThatWaitsIsNotIdle() throws Exception {
    start(patient().withQuiet(SHORT, SHORT));
    String slow =
        "CREATE TABLE t WITH (connector = 'impulse', event_rate = '2', message_count = '4');"
            + " SELECT count(*) AS n FROM t";
    assertThat(server.post("/query", Map.of("query", slow)).expect(200).get("data")).hasSize(1);
  }

  @Test
  void aClientThatNeverReadsTheResultOfAQuery() throws Exception {
    start(patient().withQuiet(LONG, SHORT));
    requireCut(
        """
        POST /api/v1/query HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/sql\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(ENDLESS.length(), ENDLESS));
  }

  @Test
  void aClientThatNeverReadsTheOutputOfAPreview() throws Exception {
    start(patient().withQuiet(LONG, SHORT));
    JsonNode preview = server.preview(ENDLESS);
    requireCut(
        "GET %s%s/output HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(Api.BASE, TestServer.jobPath(preview)));
    server.patch(TestServer.path(preview), Map.of("stop", "immediate")).expect(200);
  }

  private void requireCut(String request) throws IOException {
    try (RawHttp client = connect().receiveBuffer(4_096)) {
      client.send(request);
      TestServer.await(
          () -> log.lines().stream().anyMatch(line -> line.contains("the client reads nothing")));
    }
    TestServer.await(() -> metric("wadi_requests_in_flight") == 1);
  }

  @Test
  void moreConnectionsThanThereMayBe() throws Exception {
    start(patient().withMost(5, 100));
    requireLimit(5);
  }

  @Test
  void moreConnectionsThanAnAddressMayHave() throws Exception {
    start(patient().withMost(100, 5));
    requireLimit(5);
  }

  private void requireLimit(int most) throws IOException {
    List<RawHttp> clients = new ArrayList<>();
    try {
      for (int i = 0; i < most; i++) {
        clients.add(connect());
        clients.getLast().send("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(clients.getLast().answer().status()).isEqualTo(200);
      }
      try (RawHttp oneMore = connect()) {
        Answer answer = oneMore.answer();
        requireProblem(answer, 503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
      }
      try (RawHttp grpc = new RawHttp(server.grpcUrl())) {
        grpc.readToEnd();
      }
    } finally {
      for (RawHttp client : clients) {
        client.close();
      }
    }
    // As soon as they have gone there is room again.
    TestServer.await(() -> pings());
  }

  private boolean pings() {
    try (RawHttp client = connect()) {
      client.send("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      Answer answer = client.answer();
      return answer != null && answer.status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private double metric(String name) {
    return server
        .send(HttpRequest.newBuilder(URI.create(server.url() + "/metrics")))
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
