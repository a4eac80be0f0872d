package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.server.flight.RawCalls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a collector of OpenTelemetry gets to know.
@Timeout(60)
class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CLIENT = "b7ad6b7169203331";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private final List<JsonNode> spans = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer collector;

  @BeforeEach
  void collect() {
    collector =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              assertThat(request.path()).isEqualTo("/v1/traces");
              assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
              request
                  .body()
                  .onSuccess(body -> {
                    keep(body);
                    request.response().end("{}");
                  });
            })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void keep(Buffer body) {
    try {
      JsonNode ofServer = JSON.readTree(body.getBytes()).at("/resourceSpans/0");
      assertThat(attribute(ofServer.get("resource"), "service.name")).isEqualTo("wadi");
      ofServer.at("/scopeSpans/0/spans").forEach(spans::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private TestServer start(URI endpoint) {
    HttpSettings http = HttpSettings.of("127.0.0.1", 0);
    return TestServer.start(
        ServerSettings.of(http, Optional.of(directory), 1).withTraces(endpoint));
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + collector.actualPort());
  }

  private static String attribute(JsonNode owner, String key) {
    return StreamSupport.stream(owner.get("attributes").spliterator(), false)
        .filter(attribute -> attribute.get("key").asText().equals(key))
        .map(attribute -> attribute.get("value").elements().next().asText())
        .findFirst()
        .orElse("");
  }

  // Waits for it.
  private JsonNode span(String name) {
    TestServer.await(() -> find(name).isPresent());
    return find(name).orElseThrow();
  }

  private Optional<JsonNode> find(String name) {
    return spans.stream().filter(span -> span.get("name").asText().equals(name)).findFirst();
  }

  @Test
  void aRequestIsAPartOfTheTraceThatItsClientIsIn() {
    try (TestServer server = start(endpoint())) {
      server
          .send(
              server
                  .request("/query")
                  .header("traceparent", "00-%s-%s-01".formatted(TRACE, CLIENT))
                  .header("Content-Type", "application/sql")
                  .POST(
                      BodyPublishers.ofString(
                          "CREATE TABLE t WITH (connector = 'impulse', message_count = '3');"
                              + " SELECT counter FROM t")))
          .expect(200);
      JsonNode request = span("POST /api/v1/query");
      assertThat(request.get("traceId").asText()).isEqualTo(TRACE);
      assertThat(request.get("parentSpanId").asText()).isEqualTo(CLIENT);
      assertThat(request.get("kind").asInt()).isEqualTo(2);
      assertThat(attribute(request, "http.response.status_code")).isEqualTo("200");
      for (String step : List.of("plan", "start job")) {
        JsonNode part = span(step);
        assertThat(part.get("traceId").asText()).isEqualTo(TRACE);
        assertThat(part.get("parentSpanId").asText()).isEqualTo(request.get("spanId").asText());
        assertThat(part.get("startTimeUnixNano").asLong())
            .isGreaterThanOrEqualTo(request.get("startTimeUnixNano").asLong());
        assertThat(part.get("startTimeUnixNano").asLong())
            .isLessThanOrEqualTo(request.get("endTimeUnixNano").asLong());
      }
      // Three rows may be answered before the job's start has returned, but not before the plan
      // has.
      assertThat(span("plan").get("endTimeUnixNano").asLong())
          .isLessThanOrEqualTo(request.get("endTimeUnixNano").asLong());
    }
  }

  @Test
  void whatGoesWrongIsSaid() {
    try (TestServer server = start(endpoint())) {
      server.post("/query", Map.of("query", "SELECT nothing")).expect(400);
      assertThat(span("plan").at("/status/message").asText()).contains("nothing");
      assertThat(span("POST /api/v1/query").has("status")).isFalse();
    }
  }

  @Test
  void aClientMayWantNoSpans() {
    try (TestServer server = start(endpoint())) {
      server
          .send(
              server
                  .request("/ping")
                  .header("traceparent", "00-%s-%s-00".formatted(TRACE, CLIENT))
                  .GET())
          .expect(200);
      server.send(server.request("/whoami").header("traceparent", "nonsense").GET()).expect(200);
      assertThat(span("GET /api/v1/whoami").get("traceId").asText()).isNotEqualTo(TRACE);
      assertThat(find("GET /api/v1/ping")).isEmpty();
    }
  }

  @Test
  void callsAndCheckpointsHaveSpansToo() {
    try (TestServer server = start(endpoint());
        var calls = new RawCalls(server.grpcUrl())) {
      calls.call("/wadi.v1.Plugins/List", RawCalls.framed());
      JsonNode call = span("wadi.v1.Plugins/List");
      assertThat(attribute(call, "rpc.grpc.status_code")).isEqualTo("3");
      JsonNode pipeline =
          server.pipeline(
              "SET checkpoint_interval = '50 milliseconds';"
                  + " CREATE TABLE t WITH (connector = 'impulse', event_rate = '100');"
                  + " SELECT counter FROM t");
      JsonNode checkpoint = span("checkpoint");
      assertThat(attribute(checkpoint, "wadi.pipeline")).isEqualTo(pipeline.get("id").asText());
    }
  }

  /// Nobody waits for a collector that is not there.
  @Test
  void withoutACollectorSpansAreLost() {
    collector.close().toCompletionStage().toCompletableFuture().join();
    try (var log = new LoggedErrors(Level.INFO);
        TestServer server = start(endpoint())) {
      server.get("/ping").expect(200);
      TestServer.await(
          () -> log.lines().stream().anyMatch(line -> line.contains("spans are lost")));
      server.get("/ping").expect(200);
    }
  }
}
