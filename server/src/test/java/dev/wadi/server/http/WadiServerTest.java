package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WadiServerTest {
  @TempDir Path directory;

  @Test
  void whatWasMadeIsThereAfterARestart() {
    String id;
    try (TestServer server = TestServer.start(directory)) {
      server.upload(TestServer.geoPlugin()).expect(201);
      server
          .post(
              "/connection_tables",
              Map.of("sql", "CREATE TABLE beats WITH (connector = 'impulse')"))
          .expect(201);
      id = server.pipeline("SELECT counter FROM beats;").get("id").asText();
    }

    try (TestServer server = TestServer.start(directory)) {
      JsonNode pipeline = server.get("/pipelines/" + id).expect(200);
      while (pipeline.get("jobs").size() == 1) {
        pipeline = server.get("/pipelines/" + id).expect(200);
      }
      assertThat(pipeline.at("/jobs/0/state").asText()).isEqualTo("Running");
      assertThat(pipeline.at("/jobs/1/state").asText()).isEqualTo("Stopped");
      assertThat(server.get("/plugins").expect(200).at("/data/0/name").asText()).isEqualTo("geo");
      assertThat(server.get("/connection_tables").expect(200).at("/data/0/name").asText())
          .isEqualTo("beats");
      String before = "/pipelines/%s/jobs/%s".formatted(id, pipeline.at("/jobs/1/id").asText());
      server.get(before + "/output").expectProblem(404, "NOT_FOUND");
      server.preview("SELECT title_case(CAST(counter AS TEXT)) AS c FROM beats;");
    }
  }

  @Test
  void aPortInUseIsSaid() {
    try (TestServer server = TestServer.start()) {
      int port = server.url().getPort();
      var settings = ServerSettings.of(HttpSettings.of("127.0.0.1", port), Optional.empty(), 1);
      assertThatThrownBy(() -> WadiServer.start(settings))
          .isInstanceOfSatisfying(
              WadiException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
                assertThat(e.getMessage()).contains(Integer.toString(port));
                assertThat(e.hint()).hasValueSatisfying(h -> assertThat(h).contains("--port"));
              });
    }
  }

  @Test
  void onlyLoopbackIsServedWithoutTokens() {
    var settings = ServerSettings.of(HttpSettings.of("0.0.0.0", 0), Optional.of(directory), 1);
    assertThatThrownBy(() -> WadiServer.start(settings))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("not a loopback address");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    WadiServer server = WadiServer.start(ServerSettings.temporary(1));
    server.close();
    server.close();
  }
}
