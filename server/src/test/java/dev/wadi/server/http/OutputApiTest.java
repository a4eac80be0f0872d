package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputApiTest {
  private static final String SELECT = "SELECT counter FROM ticks;";

  /// However many there are, and however soon they have ended.
  @Test
  void previewsThatHaveEndedWaitForTheirReaders() {
    try (TestServer server = TestServer.start()) {
      List<JsonNode> previews = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        previews.add(
            server.preview(
                "CREATE TABLE t WITH (connector = 'impulse', message_count = '3');"
                    + " SELECT counter FROM t"));
      }
      for (JsonNode preview : previews) {
        TestServer.await(() ->
            !server
                .get(TestServer.path(preview))
                .expect(200)
                .at("/jobs/0/state")
                .asText()
                .equals("Running"));
      }
      for (JsonNode preview : previews) {
        assertThat(server.get(TestServer.jobPath(preview) + "/output").response().body())
            .contains("{\"row\":3,")
            .contains("event: end");
      }
      // Read ones go when others end.
      server.preview(
          "CREATE TABLE t WITH (connector = 'impulse', message_count = '3');"
              + " SELECT counter FROM t");
      TestServer.await(() -> server.get(TestServer.path(previews.getFirst())).status() == 404);
    }
  }

  @Test
  void rowsAreNumberedAndNoneIsLost() throws Exception {
    int count = 50_000;
    try (TestServer server = TestServer.start()) {
      JsonNode preview = server.preview(PipelineApiTest.COUNTER.formatted(count) + SELECT);
      Events events = Events.read(server, TestServer.jobPath(preview));

      assertThat(events.end().get("state").asText()).isEqualTo("Finished");
      assertThat(events.end().get("rows").asInt()).isEqualTo(count);
      assertThat(events.rows()).hasSize(count);
      assertThat(events.rows().stream().map(row -> row.get("row").asInt()))
          .containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
      assertThat(events.rows().stream().map(row -> row.at("/values/counter").asInt()))
          .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }
  }

  @Test
  void answersAreRows() throws Exception {
    try (TestServer server = TestServer.start()) {
      JsonNode preview =
          server.preview(
              PipelineApiTest.COUNTER.formatted(3)
                  + "SHOW TABLES; EXPLAIN PHYSICAL SELECT 1; SET parallelism = 2;");
      assertThat(preview.get("parallelism").asInt()).isEqualTo(2);
      Events events = Events.read(server, TestServer.jobPath(preview));
      assertThat(events.end().get("state").asText()).isEqualTo("Finished");
      assertThat(events.rows().getFirst().at("/values/connector").asText()).isEqualTo("impulse");
      assertThat(events.rows().getLast().at("/values/plan").asText()).contains("subtask");
    }
  }

  @Test
  void anAnalyzedQueryEndsWithItsFigures() throws Exception {
    try (TestServer server = TestServer.start()) {
      JsonNode preview =
          server.preview(
              PipelineApiTest.COUNTER.formatted(3) + "EXPLAIN ANALYZE SELECT counter FROM ticks");
      Events events = Events.read(server, TestServer.jobPath(preview));
      assertThat(events.end().get("state").asText()).isEqualTo("Finished");
      assertThat(events.rows())
          .extracting(row -> row.at("/values/plan").asText())
          .anyMatch(line -> line.startsWith("  write preview: 3 rows in"));
    }
  }

  @Test
  void rowsThatChangeSayHow() throws Exception {
    String counting = "SELECT counter % 2 AS k, count(*) AS n FROM ticks GROUP BY counter % 2";
    try (TestServer server = TestServer.start()) {
      JsonNode preview = server.preview(PipelineApiTest.ENDLESS + counting);
      HttpResponse<Stream<String>> listening =
          server.stream(server.request(TestServer.jobPath(preview) + "/output").GET());
      try (Stream<String> lines = listening.body()) {
        List<String> rows =
            lines.filter(line -> line.startsWith("data: ")).limit(6).sorted().toList();
        assertThat(rows.getFirst())
            .startsWith("data: {\"row\":1,\"table\":\"preview\",\"op\":\"+I\",\"values\":{\"k\":");
        assertThat(rows).filteredOn(row -> row.contains("\"op\":\"-U\"")).isNotEmpty();
        assertThat(rows).filteredOn(row -> row.contains("\"op\":\"+U\"")).isNotEmpty();
      }
      server
          .patch("/pipelines/" + preview.get("id").asText(), Map.of("stop", "immediate"))
          .expect(200);
    }
  }

  @Test
  void severalListenersSeeTheSame() throws Exception {
    try (TestServer server = TestServer.start()) {
      JsonNode pipeline = server.pipeline(PipelineApiTest.COUNTER.formatted(100) + SELECT);
      String job = TestServer.jobPath(pipeline);
      List<JsonNode> first = Events.read(server, job).rows();
      assertThat(first).hasSize(100);
      assertThat(Events.read(server, job).rows()).isEqualTo(first);
    }
  }

  @Test
  void aListenerThatComesBackContinues() throws Exception {
    try (TestServer server = TestServer.start()) {
      JsonNode pipeline = server.pipeline(PipelineApiTest.COUNTER.formatted(10) + SELECT);
      String job = TestServer.jobPath(pipeline);
      Events rest =
          Events.read(server, server.request(job + "/output").header("Last-Event-ID", "7").GET());
      assertThat(rest.rows()).extracting(row -> row.get("row").asInt()).containsExactly(8, 9, 10);
      server
          .send(server.request(job + "/output").header("Last-Event-ID", "x").GET())
          .expectProblem(400, "INVALID_REQUEST");
    }
  }

  @Test
  void aListenerThatLeavesDoesNotHoldThePreviewUp() throws Exception {
    try (TestServer server = TestServer.start()) {
      String unlimited = "CREATE TABLE ticks WITH (connector = 'impulse');\n" + SELECT;
      JsonNode preview = server.preview(unlimited);
      String job = TestServer.jobPath(preview);
      HttpResponse<Stream<String>> leaving = server.stream(server.request(job + "/output").GET());
      try (Stream<String> lines = leaving.body()) {
        assertThat(lines.limit(20).toList()).contains("event: row");
      }
      JsonNode stopped =
          server
              .patch("/pipelines/" + preview.get("id").asText(), Map.of("stop", "immediate"))
              .expect(200);
      assertThat(stopped.get("state").asText()).isEqualTo("Stopped");
      assertThat(Events.read(server, job).end().get("state").asText()).isEqualTo("Stopped");
    }
  }

  @Test
  void aPreviewWithoutAListenerIsStopped() throws Exception {
    try (TestServer server = TestServer.startWithPreviewsUnattendedFor(Duration.ofMillis(200))) {
      String unlimited = "CREATE TABLE ticks WITH (connector = 'impulse');\n" + SELECT;
      String path = "/pipelines/" + server.preview(unlimited).get("id").asText();
      String state;
      do {
        state = server.get(path).expect(200).get("state").asText();
      } while (state.equals("Running"));
      assertThat(state).isEqualTo("Stopped");
    }
  }

  @Test
  void stoppingEndsTheStream() throws Exception {
    try (TestServer server = TestServer.start()) {
      JsonNode pipeline = server.pipeline(PipelineApiTest.ENDLESS + SELECT);
      HttpResponse<Stream<String>> listening =
          server.stream(server.request(TestServer.jobPath(pipeline) + "/output").GET());
      server
          .patch("/pipelines/" + pipeline.get("id").asText(), Map.of("stop", "immediate"))
          .expect(200);
      try (Stream<String> lines = listening.body()) {
        assertThat(lines.filter(line -> line.startsWith("event: end"))).hasSize(1);
      }
    }
  }

  @Test
  void anUnknownJobHasNoOutput() {
    try (TestServer server = TestServer.start()) {
      server.get("/pipelines/pl_x/jobs/job_x/output").expectProblem(404, "NOT_FOUND");
      JsonNode pipeline = server.pipeline(PipelineApiTest.COUNTER.formatted(1) + SELECT);
      server
          .get("/pipelines/" + pipeline.get("id").asText() + "/jobs/job_x/output")
          .expectProblem(404, "NOT_FOUND");
    }
  }
}
