package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tables and profiles that are tried before they are kept.
@Timeout(60)
class ConnectionTestApiTest {
  private final TestServer server = TestServer.start();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    assertThat(server.get("/connection_tables").expect(200).get("data")).isEmpty();
    assertThat(server.get("/connection_profiles").expect(200).get("data")).isEmpty();
    server.close();
  }

  private JsonNode table(String sql) {
    return server.post("/connection_tables/test", Map.of("sql", sql)).expect(200);
  }

  private JsonNode profile(String connector, Map<String, String> config) {
    return server
        .post(
            "/connection_profiles/test",
            Map.of("name", "p", "connector", connector, "config", config))
        .expect(200);
  }

  private static void assertGood(JsonNode finding, String message) {
    assertThat(finding.get("error").asBoolean()).as(finding.toString()).isFalse();
    assertThat(finding.get("done").asBoolean()).isTrue();
    assertThat(finding.get("message").asText()).contains(message);
    assertThat(finding.get("problem")).isNull();
  }

  private static void assertBad(JsonNode finding, String code) {
    assertThat(finding.get("error").asBoolean()).as(finding.toString()).isTrue();
    assertThat(finding.at("/problem/code").asText()).isEqualTo(code);
    assertThat(finding.get("message")).isEqualTo(finding.at("/problem/message"));
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static String csv(String path) {
    return "CREATE TABLE \"a b\" (n INT) WITH (connector = 'single_file', path = '%s', format = 'csv')"
        .formatted(path);
  }

  @Test
  void theFirstRowsOfASourceAreShown() throws IOException {
    JsonNode finding = table(csv(file("seven.csv", "n\n1\n2\n3\n4\n5\n6\n7\n")));
    assertGood(finding, "first rows");
    assertThat(finding.get("rows")).hasSize(5);
    assertThat(finding.at("/rows/0/n").asInt()).isEqualTo(1);
    assertGood(table(csv(file("none.csv", "n\n"))), "no rows");
  }

  @Test
  void aSourceThatDoesNotEndIsLeft() {
    JsonNode finding = table("CREATE TABLE ticks WITH (connector = 'impulse')");
    assertThat(finding.get("rows")).hasSize(5);
  }

  @Test
  void rowsThatAreNotWhatTheTableDeclaresAreAnError() throws IOException {
    assertBad(table(csv(file("words.csv", "n\none\n"))), "BAD_DATA");
    assertBad(table(csv(file("other.csv", "m\n1\n"))), "BAD_DATA");
  }

  @Test
  void whatIsNotThereCanBeWritten() throws IOException {
    assertGood(table(csv(folder.resolve("new.csv").toString())), "can be written");
    assertBad(table(csv(file("flat", "") + "/new.csv")), "FILE_UNWRITABLE");
    String parts =
        "CREATE TABLE parts (n INT) WITH (connector = 'filesystem', path = '%s', format = 'json')";
    assertGood(table(parts.formatted(folder.resolve("a/b"))), "can be written");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void aTableThatMustBeReadHasToBeThere() {
    String source =
        csv(folder.resolve("gone.csv").toString()).replace("path", "type = 'source', path");
    assertBad(table(source), "FILE_NOT_FOUND");
  }

  @Test
  void aSystemThatIsNotThereIsAnError() {
    String names =
        "CREATE TABLE names (id TEXT) WITH (connector = 'redis', address = 'redis://127.0.0.1:1',"
            + " target = 'string', 'target.key_prefix' = 'n:', 'target.key_column' = 'id')";
    assertBad(table(names), "SYSTEM_FAILED");
    JsonNode finding =
        profile("redis", Map.of("address", "redis://127.0.0.1:1", "password", "hidden-1"));
    assertBad(finding, "SYSTEM_FAILED");
    assertThat(finding.toString()).doesNotContain("hidden-1");
  }

  @Test
  void whatHasNothingOutsideIsRight() {
    assertGood(
        table("CREATE TABLE sunk (a INT) WITH (connector = 'blackhole')"), "options are right");
    assertGood(table("CREATE TABLE kept (a INT)"), "memory table");
    assertGood(profile("impulse", Map.of("event_rate", "5")), "options are right");
    assertGood(profile("single_file", Map.of("format", "csv")), "no path");
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    JsonNode finding = table("CREATE TABLE t WITH (connector = 'implse')");
    assertBad(finding, "UNKNOWN_CONNECTOR");
    assertThat(finding.at("/problem/line").asInt()).isEqualTo(1);
    assertBad(table("SELECT 1 AS x"), "INVALID_REQUEST");
    assertBad(profile("redis", Map.of("adress", "x")), "INVALID_OPTION");
    assertBad(profile("reddis", Map.of()), "UNKNOWN_CONNECTOR");
    server.post("/connection_tables/test", Map.of()).expectProblem(400, "INVALID_REQUEST");
    server
        .post("/connection_profiles/test", Map.of("name", "p"))
        .expectProblem(400, "INVALID_REQUEST");
  }
}
