package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.AuditLog;
import dev.wadi.server.access.Tokens;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.metrics.RequestFigures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When a server says that it is ready, and when not.
@Timeout(60)
class HealthApiTest {
  private final Vertx vertx = Vertx.vertx();
  private final Catalog catalog = Catalog.inMemory();
  private final AtomicReference<WadiException> trouble = new AtomicReference<>();
  private final AtomicBoolean resumed = new AtomicBoolean(true);
  private final Readiness readiness = new Readiness(this::look, resumed::get);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  private void look() {
    if (trouble.get() != null) {
      throw trouble.get();
    }
  }

  @BeforeEach
  void start() {
    var access =
        new Access(
            new Tokens(catalog.tokens(), Clock.systemUTC()), new RequestRates(0, System::nanoTime));
    var audit = new Audit(new AuditLog(catalog.audit(), Clock.systemUTC()));
    var keys = new IdempotencyKeys(catalog.answers(), Clock.systemUTC());
    var api = new Api(vertx, access, keys, audit, new RequestFigures());
    api.add(new HealthEndpoints(readiness));
    server =
        vertx
            .createHttpServer()
            .requestHandler(api.router())
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    catalog.close();
  }

  private JsonNode get(String path, int status) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void readyAndLive() throws Exception {
    assertThat(get("/health/ready", 200).get("status").asText()).isEqualTo("ready");
    assertThat(get("/health/live", 200).get("status").asText()).isEqualTo("live");
  }

  @Test
  void notReadyWhilePipelinesAreBeingResumed() throws Exception {
    resumed.set(false);
    assertThat(get("/health/ready", 503).get("reason").asText()).contains("being resumed");
    resumed.set(true);
    get("/health/ready", 200);
  }

  @Test
  void notReadyWithoutACatalog() throws Exception {
    trouble.set(new WadiException(ErrorCode.CATALOG_UNAVAILABLE, "the disk is gone"));
    assertThat(get("/health/ready", 503).get("reason").asText()).isEqualTo("the disk is gone");
    get("/health/live", 200);
  }

  @Test
  void notReadyWhileClosing() throws Exception {
    readiness.close();
    JsonNode health = get("/health/ready", 503);
    assertThat(health.get("status").asText()).isEqualTo("not ready");
    assertThat(health.get("reason").asText()).isEqualTo("the server is closing");
    get("/health/live", 200);
  }
}
