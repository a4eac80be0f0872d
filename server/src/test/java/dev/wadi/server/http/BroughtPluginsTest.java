package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipelines that bring their plugins with them: both are there, or neither.
@Timeout(60)
class BroughtPluginsTest {
  private static final byte[] GEO = TestServer.geoPlugin();
  private static final String TITLES =
      PipelineApiTest.ENDLESS + "SELECT title_case(CAST(counter AS TEXT)) AS t FROM ticks;";

  private static Map<String, Object> plugin(byte[] module) {
    return Map.of("module", Base64.getEncoder().encodeToString(module));
  }

  private static Map<String, Object> granted(byte[] module, String... grants) {
    return Map.of("module", Base64.getEncoder().encodeToString(module), "grants", List.of(grants));
  }

  private static Map<String, Object> body(String query, Map<String, Object> plugin) {
    return Map.of("name", "titles", "query", query, "plugins", List.of(plugin));
  }

  private static JsonNode plugins(TestServer server) {
    return server.get("/plugins").expect(200).get("data");
  }

  @Test
  void thePluginIsThereWithThePipelineAndStays(@TempDir Path directory) {
    String id;
    try (TestServer server = TestServer.start(directory)) {
      JsonNode pipeline =
          server.post("/pipelines", body(TITLES, granted(GEO, "clock"))).expect(201);
      id = pipeline.get("id").asText();
      assertThat(pipeline.at("/plugins/0/name").asText()).isEqualTo("geo");
      assertThat(plugins(server).get(0).get("grants").toString()).isEqualTo("[\"clock\"]");
    }
    try (TestServer server = TestServer.start(directory)) {
      assertThat(plugins(server)).hasSize(1);
      TestServer.await(
          () -> server.get("/pipelines/" + id).expect(200).get("state").asText().equals("Running"));
    }
  }

  @Test
  void whatIsBroughtIsTheLatestVersion() {
    try (TestServer server = TestServer.start()) {
      server.upload(GEO).expect(201);
      JsonNode pipeline =
          server.post("/pipelines", body(TITLES, plugin(TestServer.otherVersion(GEO)))).expect(201);
      assertThat(server.get("/plugins/geo").expect(200).get("sha256"))
          .isEqualTo(pipeline.at("/plugins/0/sha256"));
      assertThat(plugins(server)).hasSize(2);
    }
  }

  @Test
  void aWrongQueryBringsNothing(@TempDir Path directory) {
    try (TestServer server = TestServer.start(directory)) {
      String first = server.upload(GEO).expect(201).get("sha256").asText();
      String wrong = TITLES.replace("title_case", "title_cased");
      server
          .post("/pipelines", body(wrong, plugin(TestServer.otherVersion(GEO))))
          .expectProblem(400, "FUNCTION_NOT_FOUND");
      assertThat(plugins(server)).hasSize(1);
      assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(first);
      assertThat(server.get("/pipelines").expect(200).get("data")).isEmpty();
    }
  }

  // What is in quarantine is refused when the job starts.
  @Test
  void aPipelineThatDoesNotStartBringsNothing(@TempDir Path directory) throws Exception {
    String first;
    try (TestServer server = TestServer.start(directory)) {
      first = server.upload(GEO).expect(201).get("sha256").asText();
      String second =
          server.upload(TestServer.otherVersion(GEO)).expect(201).get("sha256").asText();
      quarantine(server);
      String both = TITLES + "SELECT crash(CAST(counter AS INT)) AS c FROM ticks;";
      server.post("/pipelines", body(both, plugin(GEO))).expectProblem(403, "PLUGIN_QUARANTINED");

      assertThat(server.get("/pipelines").expect(200).get("data")).isEmpty();
      assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(second);
    }
    try (TestServer server = TestServer.start(directory)) {
      assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isNotEqualTo(first);
      assertThat(plugins(server)).hasSize(3);
    }
  }

  private static void quarantine(TestServer server) throws Exception {
    byte[] hostile = Files.readAllBytes(Path.of("src/test/resources/guests/hostile.wasm"));
    server.upload(hostile).expect(201);
    while (server.get("/plugins/hostile").expect(200).get("quarantine") == null) {
      JsonNode preview = server.preview("SELECT crash(x) FROM (VALUES (1)) AS t (x);");
      Events.read(server, TestServer.jobPath(preview));
    }
  }

  @Test
  void twoPluginsWithOneFunctionBringNothing() {
    try (TestServer server = TestServer.start()) {
      server.upload(GEO).expect(201);
      server
          .post("/pipelines", body(TITLES, plugin(TestServer.renamed(GEO, "geo", "gio"))))
          .expectProblem(409, "DUPLICATE_NAME");
      assertThat(plugins(server)).hasSize(1);
    }
  }

  @Test
  void whatIsHereKeepsWhatItWasGranted() {
    try (TestServer server = TestServer.start()) {
      server.upload(GEO).expect(201);
      server.put("/plugins/geo/grants", Map.of("grants", List.of("clock"))).expect(200);
      server.post("/pipelines", body(TITLES, plugin(GEO))).expect(201);
      server.post("/pipelines", body(TITLES, granted(GEO, "clock"))).expect(201);
      server
          .post("/pipelines", body(TITLES, granted(GEO, "random")))
          .expectProblem(409, "CONFLICT");
      assertThat(server.get("/plugins/geo").expect(200).get("grants").toString())
          .isEqualTo("[\"clock\"]");
    }
  }

  @Test
  void aQueryIsValidatedWithPluginsThatAreNotKept() {
    try (TestServer server = TestServer.start()) {
      Map<String, Object> body = Map.of("query", TITLES, "plugins", List.of(plugin(GEO)));
      JsonNode valid = server.post("/pipelines/validate_query", body).expect(200);
      assertThat(valid.get("errors")).isEmpty();
      assertThat(valid.get("graph").asText()).contains("title_case");
      assertThat(plugins(server)).isEmpty();

      byte[] text = "no module".getBytes(StandardCharsets.UTF_8);
      JsonNode errors =
          server
              .post(
                  "/pipelines/validate_query",
                  Map.of("query", TITLES, "plugins", List.of(plugin(text))))
              .expect(200)
              .get("errors");
      assertThat(errors.at("/0/code").asText()).isEqualTo("PLUGIN_INVALID");
    }
  }

  @Test
  void whatIsNoPluginIsRefused() {
    try (TestServer server = TestServer.start()) {
      server
          .post("/pipelines/preview", Map.of("query", TITLES, "plugins", List.of(plugin(GEO))))
          .expectProblem(400, "INVALID_REQUEST");
      server
          .post("/pipelines", body(TITLES, Map.of("module", "this is no base64!")))
          .expectProblem(400, "INVALID_REQUEST");
      server
          .post("/pipelines", body(TITLES, Map.of("grants", List.of())))
          .expectProblem(400, "INVALID_REQUEST");
      server
          .post("/pipelines", body(TITLES, granted(GEO, "everything")))
          .expectProblem(400, "INVALID_REQUEST");
      assertThat(plugins(server)).isEmpty();
    }
  }

  @Test
  void onlyDevelopersBringPluginsAndOnlyAdministratorsGrant() {
    try (TestServer server = TestServer.start()) {
      String admin = server.token("root", "admin", null);
      String developer = server.token("dev", "developer", admin);
      String viewer = server.token("look", "viewer", admin);
      String module = Base64.getEncoder().encodeToString(GEO);
      String plain = "{\"query\": \"SELECT 1 AS x\", \"plugins\": [{\"module\": \"%s\"}]}";
      String granted =
          "{\"name\": \"n\", \"query\": \"SELECT 1 AS x\","
              + " \"plugins\": [{\"module\": \"%s\", \"grants\": [\"clock\"]}]}";
      as(server, viewer, "/pipelines/validate_query", plain.formatted(module))
          .expectProblem(403, "FORBIDDEN");
      as(server, developer, "/pipelines/validate_query", plain.formatted(module)).expect(200);
      as(server, developer, "/pipelines", granted.formatted(module))
          .expectProblem(403, "FORBIDDEN");
      as(server, admin, "/pipelines", granted.formatted(module)).expect(201);
    }
  }

  private static Answer as(TestServer server, String secret, String path, String body) {
    return server.send(
        server
            .request(path)
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + secret));
  }
}
