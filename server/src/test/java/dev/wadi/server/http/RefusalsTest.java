package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.control.protocol.Wadi.GetPluginRequest;
import dev.wadi.server.control.protocol.Wadi.ListPluginsRequest;
import dev.wadi.server.control.protocol.Wadi.RemovePipelineRequest;
import dev.wadi.server.control.protocol.Wadi.UploadRequest;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.http.TestServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the server must refuse, one by one: it says so, it writes it down, and it goes on serving.
@Timeout(120)
class RefusalsTest {
  private static final int UNAUTHENTICATED = 16;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int INVALID_ARGUMENT = 3;
  private static final int NOT_FOUND = 5;

  private final LoggedErrors log = new LoggedErrors(Level.INFO);
  private final ConnectionSettings impatient =
      ConnectionSettings.defaults()
          .withRequests(Duration.ofMillis(500), Duration.ofMillis(500))
          .withQuiet(Duration.ofSeconds(1), Duration.ofSeconds(1));
  private TestServer server;
  private RawCalls calls;
  private String admin;
  private String developer;
  private String viewer;

  @BeforeEach
  void start() {
    server = TestServer.start(ServerSettings.temporary(1).withConnections(impatient));
    calls = new RawCalls(server.grpcUrl());
    admin = server.token("root", "admin", null);
    developer = server.token("dev", "developer", admin);
    viewer = server.token("look", "viewer", admin);
  }

  @AfterEach
  void stillServes() {
    as(admin, "GET", "/ping", null).expect(200);
    assertThat(call(admin, "Plugins/List", ListPluginsRequest.getDefaultInstance())).isZero();
    calls.close();
    server.close();
    assertThat(log.errors()).isEmpty();
    log.close();
  }

  private Answer as(String secret, String method, String path, String json) {
    HttpRequest.Builder request = server.request(path);
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .method(method, BodyPublishers.ofString(json))
          .header("Content-Type", "application/json");
    }
    return server.send(
        secret == null ? request : request.header("Authorization", "Bearer " + secret));
  }

  // The status of a call of wadi.v1.
  private int call(String secret, String method, MessageLite question) {
    Map<String, String> headers =
        secret == null ? Map.of() : Map.of("authorization", "Bearer " + secret);
    return calls.call("/wadi.v1." + method, RawCalls.framed(question), headers).status();
  }

  private void requireLogged(String... parts) {
    TestServer.await(
        () -> log.lines().stream().anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)));
  }

  // Entries are written after the answer.
  private void requireAudited(String caller, String method, String path, int status) {
    TestServer.await(() ->
        StreamSupport.stream(
                as(admin, "GET", "/audit", null).expect(200).get("data").spliterator(), false)
            .anyMatch(entry -> isEntry(entry, caller, method, path, status)));
  }

  private static boolean isEntry(
      JsonNode entry, String caller, String method, String path, int status) {
    return entry.get("caller").asText().equals(caller)
        && entry.get("method").asText().equals(method)
        && entry.get("path").asText().equals(path)
        && entry.get("status").asInt() == status;
  }

  @Test
  void noToken() {
    as(null, "GET", "/pipelines", null).expectProblem(401, "UNAUTHENTICATED");
    requireLogged("refused GET /api/v1/pipelines of ", "wants a token");
    assertThat(call(null, "Plugins/List", ListPluginsRequest.getDefaultInstance()))
        .isEqualTo(UNAUTHENTICATED);
    requireLogged("refused wadi.v1.Plugins/List of ", "wants a token");
  }

  @Test
  void wrongRole() {
    as(viewer, "POST", "/query", "{\"query\": \"SELECT 1 AS n\"}").expectProblem(403, "FORBIDDEN");
    requireLogged("refused POST /api/v1/query of ", "'look' has the role viewer");
    requireAudited("look", "POST", "/api/v1/query", 403);
    assertThat(call(viewer, "Plugins/Upload", UploadRequest.getDefaultInstance()))
        .isEqualTo(PERMISSION_DENIED);
    requireLogged("refused wadi.v1.Plugins/Upload of ", "'look' has the role viewer");
  }

  @Test
  void expiredToken() {
    String body = "{\"name\": \"brief\", \"role\": \"viewer\", \"expires_in_seconds\": 1}";
    String brief = as(admin, "POST", "/tokens", body).expect(201).get("token").asText();
    TestServer.await(() -> as(brief, "GET", "/whoami", null).status() == 401);
    requireLogged("refused GET /api/v1/whoami of ", "'brief' has expired");
    assertThat(call(brief, "Plugins/List", ListPluginsRequest.getDefaultInstance()))
        .isEqualTo(UNAUTHENTICATED);
    requireLogged("refused wadi.v1.Plugins/List of ", "'brief' has expired");
  }

  @Test
  void foreignPipeline() {
    String body =
        "{\"name\": \"beats\", \"query\": \"CREATE TABLE t WITH (connector = 'impulse');"
            + " SELECT counter FROM t\"}";
    JsonNode pipeline = as(admin, "POST", "/pipelines", body).expect(201);
    String path = TestServer.path(pipeline);
    as(developer, "PATCH", path, "{\"stop\": \"immediate\"}").expectProblem(403, "FORBIDDEN");
    as(developer, "DELETE", path, null).expectProblem(403, "FORBIDDEN");
    requireAudited("dev", "DELETE", Api.BASE + path, 403);
    var remove =
        RemovePipelineRequest.newBuilder().setPipeline(pipeline.get("id").asText()).build();
    assertThat(call(developer, "Pipelines/Remove", remove)).isEqualTo(PERMISSION_DENIED);
    requireAudited("dev", "GRPC", "/wadi.v1.Pipelines/Remove", PERMISSION_DENIED);
  }

  @Test
  void oversizedBody() {
    String large = "{\"query\": \"" + "x".repeat(2_000_000) + "\"}";
    as(developer, "POST", "/query", large).expectProblem(413, "REQUEST_TOO_LARGE");
    requireAudited("dev", "POST", "/api/v1/query", 413);
    var piece =
        UploadRequest.newBuilder().setPiece(ByteString.copyFrom(new byte[20 << 20])).build();
    assertThat(call(developer, "Plugins/Upload", piece)).isIn(RESOURCE_EXHAUSTED, INVALID_ARGUMENT);
  }

  @Test
  void slowClient() throws IOException {
    try (RawHttp client = new RawHttp(server.url())) {
      client.send("GET /api/v1/ping HTTP/1.1\r\nHost: loc");
      assertThat(client.answer().status()).isEqualTo(408);
    }
    requireLogged("closed the connection of ", "the head of the request takes too long");
    try (RawHttp client = new RawHttp(server.url())) {
      client.send(
          """
          POST /api/v1/query HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/sql\r
          Content-Length: 100\r
          \r
          SELECT\
          """
              .formatted(developer));
      assertThat(client.answer().status()).isEqualTo(408);
    }
    requireLogged("refused /api/v1/query of ", "its body takes too long");
    requireAudited("dev", "POST", "/api/v1/query", 408);
  }

  @Test
  void halfOpenConnection() throws IOException {
    try (RawHttp http = new RawHttp(server.url());
        RawHttp grpc = new RawHttp(server.grpcUrl())) {
      assertThat(http.readToEnd()).isZero();
      assertThat(grpc.readToEnd()).isZero();
    }
    // Somebody who begins a call, and is never heard of again.
    try (RawHttp gone = new RawHttp(server.grpcUrl())) {
      gone.send(SilentCall.bytes("/wadi.v1.Plugins/Upload", developer));
      gone.readToEnd();
    }
    requireLogged("closed the connection of ", "does not answer any more");
  }

  @Test
  void wrongContentType() {
    as(developer, "POST", "/connection_tables", null).expectStatus(415);
    server
        .send(
            server
                .request("/query")
                .header("Authorization", "Bearer " + developer)
                .header("Content-Type", "text/html")
                .POST(BodyPublishers.ofString("SELECT 1")))
        .expectProblem(415, "INVALID_REQUEST");
    requireAudited("dev", "POST", "/api/v1/query", 415);
    var asked = GetPluginRequest.newBuilder().setPlugin("geo").build();
    RawCalls.Outcome html =
        calls.call(
            "/wadi.v1.Plugins/Get",
            RawCalls.framed(asked),
            Map.of("content-type", "text/html", "authorization", "Bearer " + developer));
    assertThat(html.http()).isEqualTo(415);
  }

  @Test
  void pathTricksInNames() throws IOException {
    for (String name :
        new String[] {
          "..%2f..%2fsecret.key", "%2e%2e%2fwadi.db", "..%5c..%5cx", "a%00b", "%2e%2e"
        }) {
      for (String path : new String[] {"/plugins/", "/pipelines/", "/connection_tables/"}) {
        try (RawHttp client = new RawHttp(server.url())) {
          client.send(
              """
              DELETE /api/v1%s%s HTTP/1.1\r
              Host: localhost\r
              Authorization: Bearer %s\r
              \r
              """
                  .formatted(path, name, admin));
          assertThat(client.answer().status()).as(path + name).isIn(400, 404, 405);
        }
      }
      var asked = GetPluginRequest.newBuilder().setPlugin(name).build();
      assertThat(call(admin, "Plugins/Get", asked)).isEqualTo(NOT_FOUND);
    }
    as(developer, "POST", "/pipelines", "{\"name\": \"../../x\", \"query\": \"SELECT\"}")
        .expectStatus(400);
    requireAudited("dev", "POST", "/api/v1/pipelines", 400);
  }

  @Test
  void headerInjection() throws IOException {
    try (RawHttp client = new RawHttp(server.url())) {
      client.send(
          """
          GET /api/v1/pipelines/x%%0d%%0aX-Injected:%%20yes HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          \r
          """
              .formatted(admin));
      RawHttp.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.headers()).doesNotContainKey("x-injected");
    }
    try (RawHttp client = new RawHttp(server.url())) {
      client.send(
          "GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\nX-A: b\rAuthorization: Bearer "
              + admin
              + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
    requireLogged("refused a request of ", "malformed");
    // Two lengths are a way to smuggle a request past whoever stands before the server.
    try (RawHttp client = new RawHttp(server.url())) {
      client.send(
          """
          POST /api/v1/query HTTP/1.1\r
          Host: localhost\r
          Content-Length: 5\r
          Content-Length: 50\r
          \r
          """);
      assertThat(client.answer().status()).isEqualTo(400);
    }
    // What is refused without a token leaves one line in the log, whatever is in its path.
    try (RawHttp client = new RawHttp(server.url())) {
      client.send(
          "GET /api/v1/pipelines/a%0d%0aERROR%20forged HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(401);
    }
    requireLogged("refused GET ", "forged");
    assertThat(log.lines()).filteredOn(line -> line.contains("forged")).noneMatch(this::isBroken);
  }

  private boolean isBroken(String line) {
    return line.contains("\n") || line.contains("\r");
  }
}
