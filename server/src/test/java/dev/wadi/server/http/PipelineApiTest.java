package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineApiTest {
  static final String COUNTER =
      "CREATE TABLE ticks WITH (connector = 'impulse', message_count = '%d');\n";
  static final String ENDLESS =
      "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1000');\n";
  private static final String SELECT = "SELECT counter FROM ticks;";

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aQueryIsValidated() {
    JsonNode answer =
        server.post("/pipelines/validate_query", query(COUNTER.formatted(5) + SELECT)).expect(200);
    assertThat(answer.get("errors")).isEmpty();
    assertThat(answer.get("graph").asText()).isNotBlank();
  }

  @Test
  void aWrongQueryIsValidatedWithItsPlace() {
    JsonNode answer =
        server
            .post(
                "/pipelines/validate_query",
                query(COUNTER.formatted(5) + "SELECT conter FROM ticks;"))
            .expect(200);
    JsonNode error = answer.at("/errors/0");
    assertThat(error.get("code").asText()).isEqualTo("COLUMN_NOT_FOUND");
    assertThat(error.get("line").asInt()).isEqualTo(2);
    assertThat(error.get("column").asInt()).isEqualTo(8);
    assertThat(error.get("end_line").asInt()).isEqualTo(2);
    assertThat(error.get("end_column").asInt()).isEqualTo(13);
    assertThat(error.get("message").asText()).contains("conter");
  }

  @Test
  void aWrongQueryIsNotStarted() {
    JsonNode problem =
        server
            .post("/pipelines", Map.of("name", "x", "query", "SELECT 1 FROM nowhere"))
            .expectProblem(400, "TABLE_NOT_FOUND");
    assertThat(problem.get("line").asInt()).isEqualTo(1);
    assertThat(server.get("/pipelines").expect(200).get("data")).isEmpty();
  }

  @Test
  void aScriptThatAsksForNothingIsRefused() {
    server
        .post("/pipelines", Map.of("name", "x", "query", COUNTER.formatted(1)))
        .expectProblem(400, "INVALID_SQL");
  }

  @Test
  void aPipelineRunsToItsEnd() throws Exception {
    JsonNode pipeline = server.pipeline(COUNTER.formatted(5) + SELECT);
    String id = pipeline.get("id").asText();
    assertThat(id).matches("pl_[0-9a-z]{12}");
    assertThat(pipeline.get("name").asText()).isEqualTo("test");
    assertThat(pipeline.get("parallelism").asInt()).isEqualTo(1);

    // The stream of rows ends when the job does.
    Events events = Events.read(server, TestServer.jobPath(pipeline));
    assertThat(events.rows()).hasSize(5);

    JsonNode after = server.get("/pipelines/" + id).expect(200);
    assertThat(after.get("state").asText()).isEqualTo("Finished");
    assertThat(after.at("/jobs/0/finished_at").asText()).isNotEmpty();
    assertThat(server.get("/pipelines/" + id + "/jobs").expect(200).at("/data/0/state").asText())
        .isEqualTo("Finished");
    assertThat(server.get(TestServer.jobPath(pipeline) + "/errors").expect(200).get("data"))
        .isEmpty();
  }

  @Test
  void thePathOfANewPipelineIsInItsLocation() {
    TestServer.Answer answer =
        server.post("/pipelines", Map.of("name", "x", "query", COUNTER.formatted(1) + SELECT));
    String id = answer.expect(201).get("id").asText();
    assertThat(answer.header("Location")).isEqualTo("/api/v1/pipelines/" + id);
  }

  @Test
  void aRunningPipelineIsStoppedThenDeleted() {
    JsonNode pipeline = server.pipeline(ENDLESS + SELECT);
    String path = "/pipelines/" + pipeline.get("id").asText();

    server.delete(path).expectProblem(409, "CONFLICT");
    JsonNode stopped = server.patch(path, Map.of("stop", "immediate")).expect(200);
    assertThat(stopped.get("state").asText()).isEqualTo("Stopped");
    server.patch(path, Map.of("stop", "immediate")).expect(200);

    assertThat(server.delete(path).status()).isEqualTo(204);
    server.get(path).expectProblem(404, "NOT_FOUND");
    server.delete(path).expectProblem(404, "NOT_FOUND");
  }

  @Test
  void whatCannotBeChangedIsRefused() {
    JsonNode pipeline = server.pipeline(ENDLESS + SELECT);
    String path = "/pipelines/" + pipeline.get("id").asText();
    // A server without a data directory makes no checkpoints.
    server.patch(path, Map.of("stop", "checkpoint")).expectProblem(409, "CONFLICT");
    server.patch(path, Map.of("stop", "graceful")).expectProblem(409, "CONFLICT");
    server.post(path + "/restart", Map.of()).expectProblem(409, "CONFLICT");
    server.patch(path, Map.of("stop", "now")).expectProblem(400, "INVALID_REQUEST");
    server.patch(path, Map.of("parallelism", 3)).expectProblem(409, "CONFLICT");
    server.patch(path, Map.of()).expectProblem(400, "INVALID_REQUEST");
  }

  @Test
  void metricsTellTheRowsOfEachStage() throws Exception {
    JsonNode pipeline = server.pipeline(COUNTER.formatted(1000) + SELECT);
    String job = TestServer.jobPath(pipeline);
    Events.read(server, job);
    JsonNode stages = server.get(job + "/operator_metric_groups").expect(200).get("data");
    assertThat(stages).isNotEmpty();
    assertThat(stages.get(0).get("rows_in").asLong()).isEqualTo(1000);
    assertThat(stages.get(0).get("stage").asText()).isNotBlank();
  }

  @Test
  void aJobThatFailsSaysWhy() throws Exception {
    JsonNode pipeline =
        server.pipeline(COUNTER.formatted(5) + "SELECT 1 / counter AS x FROM ticks;");
    String job = TestServer.jobPath(pipeline);
    Events events = Events.read(server, job);
    assertThat(events.error().get("code").asText()).isEqualTo("DIVISION_BY_ZERO");

    JsonNode after = server.get("/pipelines/" + pipeline.get("id").asText()).expect(200);
    assertThat(after.get("state").asText()).isEqualTo("Failed");
    assertThat(server.get(job + "/errors").expect(200).at("/data/0/code").asText())
        .isEqualTo("DIVISION_BY_ZERO");
  }

  @Test
  void pipelinesAreListedInPages() {
    for (int i = 0; i < 3; i++) {
      server
          .post("/pipelines", Map.of("name", "p" + i, "query", COUNTER.formatted(1) + SELECT))
          .expect(201);
    }
    JsonNode first = server.get("/pipelines?limit=2").expect(200);
    assertThat(names(first)).containsExactly("p2", "p1");
    assertThat(first.get("has_more").asBoolean()).isTrue();

    String last = first.at("/data/1/id").asText();
    JsonNode second = server.get("/pipelines?limit=2&starting_after=" + last).expect(200);
    assertThat(names(second)).containsExactly("p0");
    assertThat(second.get("has_more").asBoolean()).isFalse();

    server.get("/pipelines?limit=0").expectProblem(400, "INVALID_REQUEST");
    server.get("/pipelines?limit=many").expectProblem(400, "INVALID_REQUEST");
    server.get("/pipelines?starting_after=pl_x").expectProblem(400, "INVALID_REQUEST");
  }

  @Test
  void parallelismMustBeReasonable() {
    server
        .post(
            "/pipelines",
            Map.of("name", "x", "query", COUNTER.formatted(1) + SELECT, "parallelism", 0))
        .expectProblem(400, "INVALID_REQUEST");
  }

  @Test
  void previewsAreNotListed() {
    JsonNode preview = server.preview(COUNTER.formatted(1) + SELECT);
    assertThat(preview.get("preview").asBoolean()).isTrue();
    assertThat(server.get("/pipelines").expect(200).get("data")).isEmpty();
    server.get("/pipelines/" + preview.get("id").asText()).expect(200);
  }

  private static List<String> names(JsonNode listing) {
    return listing.get("data").findValuesAsText("name");
  }

  private static Map<String, String> query(String sql) {
    return Map.of("query", sql);
  }
}
