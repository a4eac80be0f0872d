package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.TestServer.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do what over HTTP, once there are tokens.
@Timeout(60)
class AccessApiTest {
  private static final String BEATS =
      "CREATE TABLE beats WITH (connector = 'impulse'); SELECT counter FROM beats";

  private final TestServer server = TestServer.start();
  private String admin;
  private String developer;
  private String viewer;

  @BeforeEach
  void handOutTokens() {
    admin = server.token("root", "admin", null);
    developer = server.token("dev", "developer", admin);
    viewer = server.token("look", "viewer", admin);
  }

  @AfterEach
  void stillServes() {
    assertThat(as(admin, "GET", "/ping", "").status()).isIn(200, 401);
    server.close();
  }

  private Answer post(String secret, String path, String body) {
    return as(secret, "POST", path, body);
  }

  private Answer as(String secret, String method, String path, String body) {
    HttpRequest.Builder request =
        server.request(path).method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    return server.send(request);
  }

  @Test
  void aTokenSaysWhoAsks() {
    JsonNode caller = as(viewer, "GET", "/whoami", "").expect(200);
    assertThat(caller.get("name").asText()).isEqualTo("look");
    assertThat(caller.get("role").asText()).isEqualTo("viewer");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/pipelines",
    "GET,/plugins",
    "GET,/functions",
    "GET,/connectors",
    "GET,/connection_tables",
    "GET,/tokens",
    "GET,/audit",
    "GET,/whoami",
    "POST,/pipelines",
    "POST,/query",
    "POST,/plugins",
    "POST,/tokens",
    "PATCH,/pipelines/pl_x",
    "DELETE,/pipelines/pl_x",
    "PUT,/plugins/geo/grants"
  })
  void withoutATokenThereIsNothing(String method, String path) {
    Answer answer = as(null, method, path, "");
    answer.expectProblem(401, "UNAUTHENTICATED");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer wadi_wrong",
        "Basic cm9vdDpyb290",
        "wadi_x",
        "Bearer a b c"
      })
  void aWrongTokenIsNone(String authorization) {
    server
        .send(server.request("/pipelines").GET().header("Authorization", authorization))
        .expectProblem(401, "UNAUTHENTICATED");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/pipelines",
    "POST,/pipelines/preview",
    "POST,/query",
    "POST,/plugins",
    "POST,/connection_tables",
    "PATCH,/pipelines/pl_x",
    "DELETE,/pipelines/pl_x",
    "DELETE,/plugins/geo",
    "DELETE,/connection_tables/t",
    "GET,/tokens",
    "POST,/tokens",
    "PUT,/plugins/geo/grants",
    "GET,/audit"
  })
  void aViewerChangesNothing(String method, String path) {
    as(viewer, method, path, "").expectProblem(403, "FORBIDDEN");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/tokens",
    "POST,/tokens",
    "DELETE,/tokens/root",
    "PUT,/plugins/geo/grants",
    "DELETE,/plugins/geo/quarantine",
    "GET,/audit"
  })
  void aDeveloperGrantsNothing(String method, String path) {
    as(developer, method, path, "").expectProblem(403, "FORBIDDEN");
  }

  @Test
  void aViewerLooks() {
    as(viewer, "GET", "/pipelines", "").expect(200);
    post(viewer, "/pipelines/validate_query", "{\"query\": \"SELECT 1\"}").expect(200);
  }

  @Test
  void aPipelineIsItsOwners() {
    String other = server.token("other", "developer", admin);
    String pipeline =
        post(developer, "/pipelines", "{\"name\": \"p\", \"query\": \"" + BEATS + "\"}")
            .expect(201)
            .get("id")
            .asText();
    String path = "/pipelines/" + pipeline;
    assertThat(as(viewer, "GET", path, "").expect(200).get("owner").asText()).isEqualTo("dev");
    String stop = "{\"stop\": \"immediate\"}";
    as(other, "PATCH", path, stop).expectProblem(403, "FORBIDDEN");
    as(other, "POST", path + "/restart", "{}").expectProblem(403, "FORBIDDEN");
    as(other, "PATCH", path, "{\"upgrade_plugin\": {\"name\": \"geo\"}}")
        .expectProblem(403, "FORBIDDEN");
    String upgrade =
        "{\"query\": \"ALTER PIPELINE %s UPGRADE PLUGIN geo\"}"
            .formatted(path.substring("/pipelines/".length()));
    post(other, "/query", upgrade).expectProblem(403, "FORBIDDEN");
    post(other, "/pipelines/preview", upgrade).expectProblem(403, "FORBIDDEN");
    as(other, "DELETE", path, "").expectProblem(403, "FORBIDDEN");
    as(developer, "PATCH", path, stop).expect(200);
    as(admin, "DELETE", path, "").expectStatus(204);
  }

  @Test
  void changesAreWrittenDown() {
    post(viewer, "/pipelines", "{}").expectProblem(403, "FORBIDDEN");
    post(null, "/pipelines", "{}").expectProblem(401, "UNAUTHENTICATED");
    List<String> entries = new ArrayList<>();
    while (entries.size() < 4) {
      entries.clear();
      as(admin, "GET", "/audit", "")
          .expect(200)
          .get("data")
          .forEach(entry ->
              entries.add(
                  "%s %s %s %s"
                      .formatted(
                          entry.get("caller").asText(),
                          entry.get("method").asText(),
                          entry.get("path").asText(),
                          entry.get("status").asText())));
    }
    assertThat(entries)
        .containsExactlyInAnyOrder(
            "look POST /api/v1/pipelines 403",
            "root POST /api/v1/tokens 201",
            "root POST /api/v1/tokens 201",
            "(local) POST /api/v1/tokens 201");
  }

  @Test
  void noAnswerHoldsASecret() {
    for (String path : List.of("/tokens", "/audit", "/whoami")) {
      assertThat(as(admin, "GET", path, "").response().body())
          .doesNotContain(admin, developer, viewer)
          .doesNotContain("hash");
    }
  }

  @Test
  void browsersAreToldToBeCareful() {
    Answer answer = as(viewer, "GET", "/pipelines", "");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tokens/..%2f..%2fetc",
        "/tokens/%00",
        "/tokens/a%0d%0aX-Evil:%201",
        "/tokens/%F0%9F%92"
      })
  void tricksInNamesAreNames(String path) {
    Answer answer = as(admin, "DELETE", path, "");
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.header("X-Evil")).isEmpty();
  }

  @Test
  void aHeaderIsNotTwoHeaders() throws IOException {
    try (var socket = new Socket("127.0.0.1", server.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\n"
                      + " y\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).containsAnyOf("HTTP/1.1 400", "HTTP/1.1 401");
    }
  }

  @Test
  void theLastTokenOpensTheDoorAgain() {
    for (String name : List.of("look", "dev", "root")) {
      as(admin, "DELETE", "/tokens/" + name, "").expectStatus(204);
    }
    assertThat(as(null, "GET", "/whoami", "").expect(200).get("name").asText())
        .isEqualTo("(local)");
    server
        .send(server.request("/whoami").GET().header("Origin", "http://evil.example"))
        .expectProblem(403, "FORBIDDEN");
  }
}
