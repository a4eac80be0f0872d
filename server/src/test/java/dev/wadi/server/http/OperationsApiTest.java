package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.TestServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server says about itself, for those who run it.
@Timeout(60)
class OperationsApiTest {
  private static final String LEAVING_OUT =
      """
      CREATE TABLE beats WITH (connector = 'impulse', event_rate = '1000');
      CREATE TABLE nowhere WITH (connector = 'blackhole');
      CREATE TABLE letters WITH (connector = 'blackhole');
      SET bad_data = 'drop';
      SET dead_letter_table = 'letters';
      INSERT INTO nowhere
      SELECT url_host(CASE WHEN counter % 2 = 0 THEN 'https://' || repeat('a', 300) ELSE 'https://b/' END)
      FROM beats
      """;

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private Answer send(String method, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return server.send(request);
  }

  private Answer get(String path) {
    return send("GET", path, null);
  }

  private List<String> metrics() {
    Answer answer = get("/metrics");
    answer.expectStatus(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    return answer.response().body().lines().toList();
  }

  // Of all series of a metric together.
  private static double sum(List<String> metrics, String name, String label) {
    Pattern line = Pattern.compile(Pattern.quote(name) + "(?:\\{(.*)})? (\\S+)");
    return metrics.stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .filter(found -> found.group(1) != null && found.group(1).contains(label))
        .mapToDouble(found -> Double.parseDouble(found.group(2)))
        .sum();
  }

  @Test
  void aServerThatHasStartedIsReady() {
    while (get("/health/ready").status() != 200) {
      assertThat(get("/health/live").status()).isEqualTo(200);
    }
    assertThat(get("/health/ready").json().get("status").asText()).isEqualTo("ready");
  }

  // Counted, and written down, when the client has it.
  @Test
  void aQueryIsCountedAndWrittenDown() {
    server.post("/query", Map.of("query", "SELECT 1 AS n")).expect(200);
    String query = "method=\"POST\",route=\"/api/v1/query\",status=\"200\"";
    TestServer.await(() -> sum(metrics(), "wadi_http_requests_total", query) == 1);
    TestServer.await(() ->
        StreamSupport.stream(server.get("/audit").expect(200).get("data").spliterator(), false)
            .anyMatch(entry ->
                entry.get("path").asText().equals("/api/v1/query")
                    && entry.get("status").asInt() == 200));
  }

  @Test
  void anOutputIsCountedWhenItsClientHasGone() throws Exception {
    JsonNode preview =
        server.preview(
            "CREATE TABLE t WITH (connector = 'impulse', event_rate = '100');"
                + " SELECT counter FROM t");
    try (Stream<String> lines =
        server.stream(server.request(TestServer.jobPath(preview) + "/output")).body()) {
      assertThat(lines.iterator().next()).isEqualTo("event: row");
    }
    String output = "route=\"/api/v1/pipelines/:pipeline/jobs/:job/output\",status=\"200\"";
    TestServer.await(() -> sum(metrics(), "wadi_http_requests_total", output) == 1);
    server.patch(TestServer.path(preview), Map.of("stop", "immediate")).expect(200);
  }

  @Test
  void aPipelineIsInTheMetricsWhileItRuns() {
    server.upload(TestServer.samplePlugin("text")).expect(201);
    JsonNode pipeline = server.pipeline(LEAVING_OUT);
    String label = "pipeline=\"%s\"".formatted(pipeline.get("id").asText());
    List<String> metrics = metrics();
    while (sum(metrics, "wadi_stage_dead_letters_total", label) == 0
        || sum(metrics, "wadi_operator_busy_seconds_total", label) == 0) {
      metrics = metrics();
    }
    assertThat(sum(metrics, "wadi_jobs_running", "kind=\"pipeline\"")).isEqualTo(1);
    assertThat(sum(metrics, "wadi_stage_rows_in_total", label + ",stage=\"0 read beats"))
        .isPositive();
    assertThat(sum(metrics, "wadi_stage_batches_in_total", label)).isPositive();
    assertThat(sum(metrics, "wadi_stage_bytes_in_total", label)).isPositive();
    assertThat(sum(metrics, "wadi_stage_bad_rows_total", label))
        .isGreaterThanOrEqualTo(sum(metrics, "wadi_stage_dead_letters_total", label));

    JsonNode modules = get("/debug/modules").expect(200).get("data");
    assertThat(modules.at("/0/name").asText()).isEqualTo("text");
    assertThat(modules.at("/0/jobs/0").asText()).isEqualTo(pipeline.at("/jobs/0/id").asText());
    JsonNode heap = get("/debug/heap").expect(200);
    assertThat(heap.at("/jobs/0/pipeline").asText()).isEqualTo(pipeline.get("id").asText());

    server
        .patch("/pipelines/" + pipeline.get("id").asText(), Map.of("stop", "immediate"))
        .expect(200);
    assertThat(metrics())
        .contains("wadi_jobs_running{kind=\"pipeline\"} 0.0")
        .noneMatch(line -> line.contains(label));
  }

  @Test
  void namesAreEscaped() {
    server.pipeline(
        "CREATE TABLE \"say \"\"\\ hi\" WITH (connector = 'impulse', event_rate = '10');"
            + " SELECT counter FROM \"say \"\"\\ hi\"");
    assertThat(metrics()).anyMatch(line -> line.contains("read say \\\"\\\\ hi"));
  }

  @Test
  void requestsAreCountedByTheirRoutes() {
    server.get("/pipelines/pl_one").expectProblem(404, "NOT_FOUND");
    server.get("/pipelines/pl_two").expectProblem(404, "NOT_FOUND");
    get("/nothing/there").expectProblem(404, "INVALID_REQUEST");
    List<String> metrics = metrics();
    while (sum(metrics, "wadi_http_requests_total", "route=\"none\"") < 1) {
      metrics = metrics();
    }
    assertThat(metrics)
        .contains(
            "wadi_http_requests_total{method=\"GET\",route=\"/api/v1/pipelines/:pipeline\","
                + "status=\"404\"} 2.0",
            "wadi_http_requests_total{method=\"none\",route=\"none\",status=\"404\"} 1.0")
        .noneMatch(line -> line.contains("pl_one") || line.contains("nothing"));
  }

  @Test
  void threadsAndHeap() {
    Answer threads = get("/debug/threads");
    threads.expectStatus(200);
    assertThat(threads.header("Content-Type")).startsWith("text/plain");
    assertThat(threads.response().body()).contains("vert.x-eventloop-thread", "    at ");
    JsonNode heap = get("/debug/heap").expect(200);
    assertThat(heap.at("/heap/used_bytes").asLong()).isPositive();
    assertThat(heap.get("off_heap_bytes").isNumber()).isTrue();
    assertThat(heap.get("pools").size()).isPositive();
    assertThat(get("/debug/modules").expect(200).get("data").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/metrics",
    "DELETE,/health/live",
    "PUT,/health/ready",
    "POST,/debug/threads",
    "DELETE,/debug/modules"
  })
  void whatIsOnlyReadTakesNothing(String method, String path) {
    send(method, path, null).expectProblem(405, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/debug", "/debug/", "/health", "/metrics/x", "/debug/threads/1"})
  void nothingElseIsThere(String path) {
    get(path).expectProblem(404, "INVALID_REQUEST");
  }

  @Test
  void tokensSayWhoMayLook() {
    String admin = token(null, "root", "admin");
    String viewer = token(admin, "look", "viewer");
    get("/metrics").expectProblem(401, "UNAUTHENTICATED");
    get("/debug/heap").expectProblem(401, "UNAUTHENTICATED");
    assertThat(get("/health/live").status()).isEqualTo(200);
    send("GET", "/metrics", viewer).expectStatus(200);
    send("GET", "/debug/threads", viewer).expectProblem(403, "FORBIDDEN");
    send("GET", "/debug/threads", admin).expectStatus(200);
  }

  private String token(String secret, String name, String role) {
    HttpRequest.Builder request =
        server
            .request("/tokens")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role)));
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    return server.send(request).expect(201).get("token").asText();
  }
}
