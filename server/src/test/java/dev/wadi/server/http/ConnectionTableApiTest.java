package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTableApiTest {
  private static final String SQL =
      "CREATE TABLE beats WITH (connector = 'impulse', message_count = '3')";

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aStoredTableIsThereForEveryPipeline() throws Exception {
    JsonNode table = add(SQL).expect(201);
    assertThat(table.get("name").asText()).isEqualTo("beats");
    JsonNode preview = server.preview("SELECT counter FROM beats;");
    assertThat(Events.read(server, TestServer.jobPath(preview)).rows()).hasSize(3);
  }

  @Test
  void aNameIsTakenOnce() {
    add(SQL).expect(201);
    add(SQL).expectProblem(409, "DUPLICATE_NAME");
  }

  @Test
  void aRemovedTableIsGone() {
    String id = add(SQL).expect(201).get("id").asText();
    assertThat(server.delete("/connection_tables/" + id).status()).isEqualTo(204);
    server.delete("/connection_tables/" + id).expectProblem(404, "NOT_FOUND");
    server
        .post("/pipelines/preview", Map.of("query", "SELECT counter FROM beats;"))
        .expectProblem(400, "TABLE_NOT_FOUND");
  }

  @Test
  void onlyOneCreateTableIsStored() {
    add("SELECT 1 AS x").expectProblem(400, "INVALID_REQUEST");
    add(SQL + "; " + SQL.replace("beats", "rhythms")).expectProblem(400, "INVALID_REQUEST");
    add("CREATE VIEW v AS SELECT 1 AS x").expectProblem(400, "INVALID_REQUEST");
    add("CREATE TABLE t WITH (connector = 'nothing')").expectProblem(400, "UNKNOWN_CONNECTOR");
    assertThat(server.get("/connection_tables").expect(200).get("data")).isEmpty();
  }

  private TestServer.Answer add(String sql) {
    return server.post("/connection_tables", Map.of("sql", sql));
  }
}
