package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionProfileApiTest {
  private static final String PROFILES = "/connection_profiles";
  private static final String TABLE =
      "CREATE TABLE words (word TEXT) WITH (connector = 'single_file',"
          + " connection_profile = 'words', format = 'json')";

  @TempDir Path directory;

  private Map<String, Object> profile() throws IOException {
    Path words = directory.resolve("secret-words.json");
    Files.writeString(words, "{\"word\": \"a\"}\n{\"word\": \"b\"}\n");
    return Map.of(
        "name", "words", "connector", "single_file", "config", Map.of("path", words.toString()));
  }

  private static JsonNode rows(TestServer server, String sql) {
    return server.post("/query", Map.of("query", sql)).expect(200);
  }

  @Test
  void tablesUseWhatNobodySees() throws IOException {
    String id;
    try (TestServer server = TestServer.start(directory.resolve("data"))) {
      JsonNode made = server.post(PROFILES, profile()).expect(201);
      id = made.get("id").asText();
      assertThat(made.get("options").toString()).isEqualTo("[\"path\"]");
      assertThat(made.toString()).doesNotContain("secret-words");
      assertThat(rows(server, TABLE + "; SELECT word FROM words").toString())
          .contains("\"a\"", "\"b\"");
      assertThat(rows(server, TABLE + "; EXPLAIN SELECT word FROM words").toString())
          .doesNotContain("secret-words");
      server.post("/connection_tables", Map.of("sql", TABLE)).expect(201);
    }

    try (TestServer server = TestServer.start(directory.resolve("data"))) {
      assertThat(rows(server, "SELECT count(*) AS n FROM words").toString()).contains("2");
      for (String path : new String[] {PROFILES, PROFILES + "/words", PROFILES + "/" + id}) {
        assertThat(server.get(path).expect(200).toString())
            .contains("single_file")
            .doesNotContain("secret-words");
      }
      server.delete(PROFILES + "/words").expectProblem(409, "CONFLICT");
      server.delete("/connection_tables/words").expectStatus(204);
      server.delete(PROFILES + "/words").expectStatus(204);
      server.get(PROFILES + "/words").expectProblem(404, "NOT_FOUND");
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    try (TestServer server = TestServer.start()) {
      server.post(PROFILES, profile()).expect(201);
      server.post(PROFILES, profile()).expectProblem(409, "DUPLICATE_NAME");
      refuse(server, "a b", "single_file", Map.of(), "INVALID_REQUEST");
      refuse(server, "../x", "single_file", Map.of(), "INVALID_REQUEST");
      refuse(server, "p", "singel_file", Map.of(), "UNKNOWN_CONNECTOR");
      refuse(server, "p", "single_file", Map.of("pth", "x"), "INVALID_OPTION");
      server.post(PROFILES, Map.of("name", "p")).expectProblem(400, "INVALID_REQUEST");

      error(server, TABLE.replace("'words'", "'word'"), "did you mean 'words'?");
      error(server, TABLE.replace("single_file'", "filesystem'"), "is for the connector");
      error(
          server, TABLE.replace("format = ", "path = 'x', format = "), "in the connection profile");
      error(
          server,
          TABLE.replace("connection_profile = 'words'", "path = '{{ secret:cp_1.path }}'"),
          "refers to a secret");
    }
  }

  private static void refuse(
      TestServer server, String name, String connector, Map<String, String> config, String code) {
    server
        .post(PROFILES, Map.of("name", name, "connector", connector, "config", config))
        .expectProblem(400, code);
  }

  private static void error(TestServer server, String sql, String text) {
    JsonNode problem = server.post("/query", Map.of("query", sql + "; SELECT 1")).json();
    assertThat(problem.path("detail").asText() + problem.path("hint").asText()).contains(text);
    assertThat(problem.get("line").asInt()).isEqualTo(1);
  }
}
