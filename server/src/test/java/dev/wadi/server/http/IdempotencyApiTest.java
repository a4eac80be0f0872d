package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that come twice.
@Timeout(60)
class IdempotencyApiTest {
  private static final String BEATS =
      "{\"name\": \"beats\", \"query\": \"CREATE TABLE beats WITH (connector = 'impulse');"
          + " SELECT counter FROM beats\"}";
  private static final String TABLE =
      "{\"sql\": \"CREATE TABLE sunk (a INT) WITH (connector = 'blackhole')\"}";
  private static final String PROFILE =
      "{\"name\": \"p\", \"connector\": \"redis\", \"config\": {\"password\": \"hidden-1\"}}";

  private static Answer post(TestServer server, String path, String body, String... headers) {
    HttpRequest.Builder request =
        server.request(path).POST(BodyPublishers.ofString(body)).headers(headers);
    if (body.startsWith("{")) {
      request.header("Content-Type", "application/json");
    }
    return server.send(request);
  }

  private static Answer post(TestServer server, String path, String body, String key) {
    return post(server, path, body, "Idempotency-Key", key);
  }

  private static String bodyOf(String path) {
    return switch (path) {
      case "/pipelines" -> BEATS;
      case "/connection_tables" -> TABLE;
      default -> PROFILE;
    };
  }

  @ParameterizedTest
  @CsvSource({"/pipelines", "/connection_tables", "/connection_profiles"})
  void theSecondIsAnsweredAsTheFirst(String path) {
    try (TestServer server = TestServer.start()) {
      Answer first = post(server, path, bodyOf(path), "k");
      Answer second = post(server, path, bodyOf(path), "k");

      assertThat(second.expect(201)).isEqualTo(first.expect(201));
      assertThat(second.header("Location")).isEqualTo(first.header("Location"));
      assertThat(second.header("Content-Type")).isEqualTo("application/json");
      assertThat(first.header("Idempotent-Replayed")).isEmpty();
      assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(server.get(path).expect(200).get("data")).hasSize(1);
    }
  }

  @Test
  void anUploadIsAnsweredAsBefore() {
    try (TestServer server = TestServer.start()) {
      byte[] module = TestServer.geoPlugin();
      Answer[] answers = new Answer[2];
      for (int i = 0; i < 2; i++) {
        answers[i] =
            server.send(
                server
                    .request("/plugins")
                    .POST(BodyPublishers.ofByteArray(module))
                    .header("Content-Type", "application/wasm")
                    .header("Idempotency-Key", "k"));
      }
      assertThat(answers[1].expect(201)).isEqualTo(answers[0].expect(201));
      assertThat(answers[1].header("ETag")).isEqualTo(answers[0].header("ETag"));
    }
  }

  @Test
  void anotherRequestNeedsAnotherKey() {
    try (TestServer server = TestServer.start()) {
      post(server, "/connection_tables", TABLE, "k").expect(201);
      post(server, "/connection_tables", TABLE.replace("sunk", "other"), "k")
          .expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
      post(server, "/pipelines", BEATS, "k").expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
      post(server, "/connection_tables", TABLE.replace("sunk", "other"), "k2").expect(201);
    }
  }

  @Test
  void aRequestThatFailedMayBeMendedAndSentAgain() {
    try (TestServer server = TestServer.start()) {
      post(server, "/pipelines", BEATS.replace("SELECT", "SELEC"), "k")
          .expectProblem(400, "SYNTAX_ERROR");
      post(server, "/pipelines", BEATS, "k").expect(201);
    }
  }

  @Test
  void eachTokenHasItsOwnKeys() {
    try (TestServer server = TestServer.start()) {
      String root = "Bearer " + server.token("root", "admin", null);
      String dev = "Bearer " + server.token("dev", "developer", root.substring(7));
      JsonNode first =
          post(server, "/pipelines", BEATS, "Idempotency-Key", "k", "Authorization", root)
              .expect(201);
      JsonNode second =
          post(server, "/pipelines", BEATS, "Idempotency-Key", "k", "Authorization", dev)
              .expect(201);
      assertThat(second.get("id")).isNotEqualTo(first.get("id"));
      assertThat(second.get("owner").asText()).isEqualTo("dev");
    }
  }

  @Test
  void anAnswerIsThereAfterARestart(@TempDir Path directory) {
    JsonNode first;
    try (TestServer server = TestServer.start(directory)) {
      first = post(server, "/pipelines", BEATS, "k").expect(201);
    }
    try (TestServer server = TestServer.start(directory)) {
      assertThat(post(server, "/pipelines", BEATS, "k").expect(201)).isEqualTo(first);
      assertThat(server.get("/pipelines").expect(200).get("data")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/tokens, `{\"name\": \"root\", \"role\": \"admin\"}`",
        "/query, `{\"query\": \"SELECT 1 AS one\"}`",
        "/pipelines/preview, `{\"query\": \"SELECT 1 AS one\"}`",
        "/pipelines/pl_1/restart, `{}`"
      })
  void whatKeepsNoAnswersRefusesKeys(String path, String body) {
    try (TestServer server = TestServer.start()) {
      JsonNode problem = post(server, path, body, "k").expectProblem(400, "INVALID_REQUEST");
      assertThat(problem.get("detail").asText()).contains("Idempotency-Key");
      assertThat(server.get("/tokens").expect(200).get("data")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"'two words'", "''"})
  void aKeyIsOneWord(String key) {
    try (TestServer server = TestServer.start()) {
      post(server, "/connection_tables", TABLE, key).expectProblem(400, "INVALID_REQUEST");
    }
  }
}
