package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.RandomRequests.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever comes in over HTTP, there is an answer, it is no error of the server's own, and the
/// server goes on. `-Dwadi.fuzz=100000` sends more, `-Dwadi.fuzz.seed=N` begins elsewhere.
@Timeout(1200)
class HttpFuzzTest {
  private static final int REQUESTS = Integer.getInteger("wadi.fuzz", 1_000);
  private static final long SEED = Long.getLong("wadi.fuzz.seed", 1);
  private static final String ADMIN = "0123456789abcdef0123456789abcdef";
  // What says that it is HTTP of another version.
  private static final int NOT_IMPLEMENTED = 501;
  private static final int PATIENCE_MILLIS = 10_000;
  // Those that sleep until there is something to do, and belong to nobody.
  private static final Predicate<String> OF_JAVA =
      Set.of("ForkJoinPool", "Attach", "process reaper", "junit", "HttpClient", "Common-Cleaner")
          .stream()
          .<Predicate<String>>map(prefix -> name -> name.startsWith(prefix))
          .reduce(Predicate::or)
          .orElseThrow();

  @Test
  void everyRequestIsAnsweredAndTheServerGoesOn() throws IOException {
    Set<String> threadsBefore = threads();
    try (var log = new LoggedErrors(Level.INFO)) {
      try (TestServer server =
          TestServer.start(ServerSettings.temporary(1).withAdministrator(ADMIN))) {
        fuzz(server, log);
        assertThat(as(server, "GET", "/ping", "").status()).isEqualTo(200);
        requireNoOtherConnection(server);
      }
      assertThat(log.errors()).as("seed %d", SEED).isEmpty();
    }
    TestServer.await(() -> threadsBefore.containsAll(threads()));
  }

  private static void fuzz(TestServer server, LoggedErrors log) throws IOException {
    List<String> ids = new ArrayList<>(List.of("beats"));
    List<String> secrets = new ArrayList<>(List.of(ADMIN, ADMIN, ADMIN));
    for (String role : List.of("developer", "viewer")) {
      String body = "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(role, role);
      secrets.add(as(server, "POST", "/tokens", body).expect(201).get("token").asText());
    }
    as(
            server,
            "POST",
            "/connection_tables",
            "{\"sql\": \"CREATE TABLE beats WITH (connector = 'impulse', message_count = '9')\"}")
        .expectStatus(201);
    JsonNode pipeline =
        as(
                server,
                "POST",
                "/pipelines",
                "{\"name\": \"fuzz\", \"query\": \"SELECT counter FROM beats\"}")
            .expect(201);
    ids.add(pipeline.get("id").asText());
    ids.add(pipeline.at("/jobs/0/id").asText());
    for (int i = 0; i < REQUESTS; i++) {
      long seed = SEED * 1_000_000 + i;
      Request request = new RandomRequests(seed, ids, secrets).next();
      int status = send(server, request, seed);
      boolean documented = Contract.statuses(request.method(), request.path()).contains(status);
      boolean noHttp = status == NOT_IMPLEMENTED && !request.isWhole();
      assertThat(status == 500 || status > 500 && !documented && !noHttp)
          .as("seed %d: %d%n%s%n%s", seed, status, request, log.errors())
          .isFalse();
    }
  }

  // 0 if the connection was closed, which is an answer to nonsense.
  private static int send(TestServer server, Request request, long seed) throws IOException {
    try (RawHttp client = new RawHttp(server.url()).patience(PATIENCE_MILLIS)) {
      client.send(request.bytes());
      if (!request.isWhole()) {
        client.endSending();
      }
      RawHttp.Answer answer = client.answer();
      if (answer != null) {
        assertThat(answer.headers()).as("seed %d", seed).doesNotContainKey("x-injected");
      }
      assertThat(answer != null || !request.isWhole())
          .as("seed %d: no answer to%n%s", seed, request)
          .isTrue();
      return answer == null ? 0 : answer.status();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("seed %d: silence after%n%s".formatted(seed, request), e);
    }
  }

  private static TestServer.Answer as(TestServer server, String method, String path, String body) {
    HttpRequest.Builder request =
        server
            .request(path)
            .header("Authorization", "Bearer " + ADMIN)
            .method(method, BodyPublishers.ofString(body));
    return server.send(
        body.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }

  private static void requireNoOtherConnection(TestServer server) {
    TestServer.await(() -> metric(server, "wadi_connections") == 1);
    TestServer.await(() -> metric(server, "wadi_requests_in_flight") == 1);
  }

  private static double metric(TestServer server, String name) {
    String url = server.url() + "/metrics";
    TestServer.Answer answer =
        server.send(
            HttpRequest.newBuilder(java.net.URI.create(url))
                .header("Authorization", "Bearer " + ADMIN));
    return answer
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  // Platform threads.
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(OF_JAVA.negate())
        .collect(Collectors.toSet());
  }
}
