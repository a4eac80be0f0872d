package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.wasm.PluginLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginApiTest {
  private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anUploadedFunctionIsAtOnceUsable() throws Exception {
    JsonNode plugin = server.upload(TestServer.geoPlugin()).expect(201);
    assertThat(plugin.get("name").asText()).isEqualTo("geo");
    assertThat(server.get("/functions").expect(200).get("data").findValuesAsText("name"))
        .contains("great_circle_km", "title_case");

    JsonNode preview =
        server.preview(
            "SELECT great_circle_km(33.64, -84.43, 39.86, -104.67) AS km,"
                + " title_case('NEW YORK') AS city;");
    JsonNode values =
        Events.read(server, TestServer.jobPath(preview)).rows().getFirst().get("values");
    assertThat(values.get("km").asDouble()).isBetween(1900.0, 1950.0);
    assertThat(values.get("city").asText()).isEqualTo("New York");
  }

  @Test
  void theSameModuleTwiceIsOnePlugin() {
    server.upload(TestServer.geoPlugin()).expect(201);
    server.upload(TestServer.geoPlugin()).expect(200);
    assertThat(server.get("/plugins").expect(200).get("data")).hasSize(1);
  }

  @Test
  void aPluginHasTwoNames() {
    String sha256 = server.upload(TestServer.geoPlugin()).expect(201).get("sha256").asText();
    assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(sha256);
    assertThat(server.get("/plugins/" + sha256).expect(200).get("name").asText()).isEqualTo("geo");
    server.get("/plugins/gio").expectProblem(404, "NOT_FOUND");
  }

  @Test
  void anotherVersionTakesOverAndTheFirstCanStillBeNamed() throws Exception {
    String first = server.upload(TestServer.geoPlugin()).expect(201).get("sha256").asText();
    String second =
        server
            .upload(TestServer.otherVersion(TestServer.geoPlugin()))
            .expect(201)
            .get("sha256")
            .asText();

    assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(second);
    JsonNode older = server.get("/plugins/geo@sha256:" + first.substring(0, 12)).expect(200);
    assertThat(older.get("sha256").asText()).isEqualTo(first);
    assertThat(older.get("latest").asBoolean()).isFalse();
    JsonNode preview =
        server.preview(
            "CREATE FUNCTION f AS 'geo@sha256:%s.title_case'; SELECT f('a b') AS x;"
                .formatted(first));
    assertThat(Events.read(server, TestServer.jobPath(preview)).rows().getFirst().toString())
        .contains("A B");

    server.upload(TestServer.geoPlugin()).expect(200);
    assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(first);
    assertThat(server.delete("/plugins/geo@sha256:" + first).status()).isEqualTo(204);
    assertThat(server.get("/plugins/geo").expect(200).get("sha256").asText()).isEqualTo(second);
    server.upload(TestServer.geoPlugin()).expect(201);
    assertThat(server.delete("/plugins/geo").status()).isEqualTo(204);
    assertThat(server.get("/plugins").expect(200).get("data")).isEmpty();
  }

  @Test
  void aPipelineGoesOnWithTheVersionThatItStartedWith() {
    String first = server.upload(TestServer.geoPlugin()).expect(201).get("sha256").asText();
    server.pipeline(
        PipelineApiTest.ENDLESS + "SELECT title_case(CAST(counter AS TEXT)) AS t FROM ticks;");
    server.upload(TestServer.otherVersion(TestServer.geoPlugin())).expect(201);

    server.delete("/plugins/geo@sha256:" + first).expectProblem(409, "CONFLICT");
    server.delete("/plugins/geo").expectProblem(409, "CONFLICT");
    assertThat(server.get("/plugins").expect(200).get("data")).hasSize(2);
  }

  @Test
  void aPluginThatFailsAgainAndAgainIsPutInQuarantineAndReleased() throws Exception {
    String crash = "SELECT crash(x) FROM (VALUES (1)) AS t (x);";
    server.upload(guest("hostile")).expect(201);
    for (int i = 0; i < PluginLimits.DEFAULT.failures(); i++) {
      assertThat(server.get("/plugins/hostile").expect(200).get("quarantine")).isNull();
      JsonNode preview = server.preview(crash);
      assertThat(Events.read(server, TestServer.jobPath(preview)).error().get("code").asText())
          .isEqualTo("PLUGIN_TRAPPED");
    }
    JsonNode quarantine = server.get("/plugins/hostile").expect(200).get("quarantine");
    assertThat(quarantine.get("failures").asInt()).isEqualTo(5);
    assertThat(quarantine.get("reason").asText()).contains("function 'crash'");
    server
        .post("/pipelines/preview", Map.of("query", crash))
        .expectProblem(403, "PLUGIN_QUARANTINED");
    server.preview("SELECT 1 AS one;");

    assertThat(server.delete("/plugins/hostile/quarantine").expect(200).get("quarantine")).isNull();
    server.preview(crash);
  }

  @Test
  void anUploadedConnectorIsAtOnceUsable() throws Exception {
    Map<String, String> table =
        Map.of("sql", "CREATE TABLE walks WITH (connector = 'walk', rows = 5, walkers = 2);");
    server.post("/connection_tables", table).expectProblem(400, "UNKNOWN_CONNECTOR");
    server.upload(TestServer.samplePlugin("walk")).expect(201);
    JsonNode connectors = server.get("/connectors").expect(200).get("data");
    JsonNode walk = connectors.get(connectors.size() - 1);
    assertThat(walk.get("name").asText()).isEqualTo("walk");
    assertThat(walk.get("plugin").asText()).isEqualTo("walk");
    assertThat(walk.get("source").asBoolean()).isTrue();
    assertThat(walk.get("sink").asBoolean()).isFalse();
    assertThat(walk.get("options").findValuesAsText("name")).contains("rows", "seed");
    assertThat(server.get("/plugins/walk").expect(200).get("connectors").toString())
        .isEqualTo("[\"walk\"]");

    server.post("/connection_tables", table).expect(201);
    JsonNode preview = server.preview("SELECT walker, number FROM walks;");
    assertThat(Events.read(server, TestServer.jobPath(preview)).rows()).hasSize(10);

    server.delete("/plugins/walk").expectProblem(409, "CONFLICT");
    String first = server.get("/plugins/walk").expect(200).get("sha256").asText();
    server.upload(TestServer.otherVersion(TestServer.samplePlugin("walk"))).expect(201);
    assertThat(server.delete("/plugins/walk@sha256:" + first).status()).isEqualTo(204);
    assertThat(server.delete("/connection_tables/walks").status()).isEqualTo(204);
    assertThat(server.delete("/plugins/walk").status()).isEqualTo(204);
  }

  @Test
  void aPipelineGoesOnWithTheConnectorThatItStartedWith() {
    String first =
        server.upload(TestServer.samplePlugin("walk")).expect(201).get("sha256").asText();
    server.pipeline(
        "CREATE TABLE walks WITH (connector = 'walk');"
            + "CREATE TABLE hole WITH (connector = 'blackhole');"
            + "INSERT INTO hole SELECT walker FROM walks;");
    server.upload(TestServer.otherVersion(TestServer.samplePlugin("walk"))).expect(201);
    server.delete("/plugins/walk@sha256:" + first).expectProblem(409, "CONFLICT");
  }

  private static byte[] guest(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/guests", name + ".wasm"));
  }

  @Test
  void grantsAreShownWithoutSecretsAndTakenBack() {
    server.upload(TestServer.geoPlugin()).expect(201);
    JsonNode granted =
        server
            .put("/plugins/geo/grants", Map.of("grants", List.of("clock", "env:KEY=1234")))
            .expect(200);
    assertThat(granted.get("grants").toString()).isEqualTo("[\"clock\",\"env:KEY\"]");
    server
        .put("/plugins/geo/grants", Map.of("grants", List.of("everything")))
        .expectProblem(400, "INVALID_REQUEST");
    server.put("/plugins/geo/grants", Map.of()).expectProblem(400, "INVALID_REQUEST");
    server.put("/plugins/gio/grants", Map.of("grants", List.of())).expectProblem(404, "NOT_FOUND");
    assertThat(server.get("/plugins/geo").expect(200).get("grants")).hasSize(2);
    server.put("/plugins/geo/grants", Map.of("grants", List.of())).expect(200);
    assertThat(server.get("/plugins/geo").expect(200).get("grants")).isEmpty();
  }

  @Test
  void grantsAreShownInPlans() throws Exception {
    server.upload(TestServer.samplePlugin("enrich")).expect(201);
    List<String> grants = List.of("http:api.example.com", "env:ENRICH_URL=https://secret");
    server.put("/plugins/enrich/grants", Map.of("grants", grants)).expect(200);
    for (String kind : List.of("", "PHYSICAL ")) {
      JsonNode preview = server.preview("EXPLAIN " + kind + "SELECT lookup_city('LHR');");
      List<JsonNode> rows = Events.read(server, TestServer.jobPath(preview)).rows();
      assertThat(rows.getLast().at("/values/plan").asText())
          .matches(
              "plugin enrich@1.0.0 \\(sha256:[0-9a-f]{12}\\)"
                  + " granted env:ENRICH_URL, http:api.example.com");
    }
  }

  @Test
  void figuresOfAPluginAreAmongThoseOfItsJobs() throws Exception {
    server.upload(calling()).expect(201);
    server.put("/plugins/calling/grants", Map.of("grants", List.of("metrics"))).expect(200);
    JsonNode preview =
        server.preview(
            PipelineApiTest.COUNTER.formatted(3)
                + "SELECT tally('rows_seen', 2.0), observe('place', counter + 0.5) FROM ticks;");
    String job = TestServer.jobPath(preview);
    assertThat(Events.read(server, job).end().get("state").asText()).isEqualTo("Finished");
    List<String> figures = new ArrayList<>();
    for (JsonNode stage : server.get(job + "/operator_metric_groups").expect(200).get("data")) {
      stage.get("plugins").forEach(figure -> figures.add(figure.toString()));
    }
    assertThat(figures).hasSize(2);
    assertThat(figures.get(0)).contains("\"name\":\"place\"", "\"kind\":\"HISTOGRAM\"");
    assertThat(figures.get(0)).contains("\"count\":3", "\"sum\":4.5", "\"most\":2.5");
    assertThat(figures.get(1)).contains("\"plugin\":\"calling\"", "\"sum\":6.0");
  }

  private static byte[] calling() throws IOException {
    return Files.readAllBytes(
        Path.of(
            System.getProperty("wadi.home"), "udf-host/src/test/resources/guests", "calling.wasm"));
  }

  @Test
  void whatAPluginNeedsIsSaid() {
    JsonNode plugin = server.upload(TestServer.samplePlugin("enrich")).expect(201);
    assertThat(plugin.get("capabilities").toString()).isEqualTo("[\"http\",\"env:ENRICH_URL\"]");
    assertThat(plugin.at("/functions/0/kind").asText()).isEqualTo("async");
    JsonNode problem =
        server
            .put("/plugins/enrich/grants", Map.of("grants", List.of("http:no host")))
            .expectProblem(400, "INVALID_REQUEST");
    assertThat(problem.get("hint").asText()).startsWith("expected http:HOST");
  }

  @Test
  void aFormWithAFileIsAccepted() {
    server
        .send(
            "POST",
            "/plugins",
            "multipart/form-data; boundary=b0undary",
            BodyPublishers.ofByteArray(form(TestServer.geoPlugin())))
        .expect(201);
  }

  @Test
  void aFormWithoutAFileIsRefused() {
    server
        .send(
            "POST",
            "/plugins",
            "multipart/form-data; boundary=b0undary",
            BodyPublishers.ofString("--b0undary--\r\n"))
        .expectProblem(400, "INVALID_REQUEST");
  }

  @Test
  void whatIsNoPluginIsRefusedAndTheServerGoesOn() {
    server
        .upload("no module".getBytes(StandardCharsets.UTF_8))
        .expectProblem(400, "PLUGIN_INVALID");
    server.upload(EMPTY_MODULE).expectProblem(400, "PLUGIN_ABI_MISMATCH");
    server.upload(new byte[0]).expectProblem(400, "PLUGIN_INVALID");
    assertThat(server.get("/plugins").expect(200).get("data")).isEmpty();
    server.upload(TestServer.geoPlugin()).expect(201);
  }

  @Test
  void aRemovedPluginIsGone() {
    server.upload(TestServer.geoPlugin()).expect(201);
    assertThat(server.delete("/plugins/geo").status()).isEqualTo(204);
    server.delete("/plugins/geo").expectProblem(404, "NOT_FOUND");
    server
        .post("/pipelines/preview", Map.of("query", "SELECT title_case('x') AS y;"))
        .expectProblem(400, "FUNCTION_NOT_FOUND");
  }

  @Test
  void aPluginInUseStays() {
    server.upload(TestServer.geoPlugin()).expect(201);
    JsonNode pipeline =
        server.pipeline(
            PipelineApiTest.ENDLESS + "SELECT title_case(CAST(counter AS TEXT)) AS t FROM ticks;");
    JsonNode problem = server.delete("/plugins/geo").expectProblem(409, "CONFLICT");
    assertThat(problem.get("detail").asText()).contains(pipeline.get("id").asText());

    String path = "/pipelines/" + pipeline.get("id").asText();
    server.patch(path, Map.of("stop", "immediate")).expect(200);
    server.delete("/plugins/geo").expectProblem(409, "CONFLICT");
    assertThat(server.delete(path).status()).isEqualTo(204);
    assertThat(server.delete("/plugins/geo").status()).isEqualTo(204);
  }

  @Test
  void theFormatsOfAPluginAreShown() {
    JsonNode plugin = server.upload(TestServer.samplePlugin("logfmt")).expect(201);
    assertThat(plugin.get("functions")).isEmpty();
    JsonNode format = plugin.get("formats").get(0);
    assertThat(format.get("name").asText()).isEqualTo("logfmt");
    assertThat(format.get("description").asText()).contains("level=info msg=\"it works\"");
    assertThat(format.get("decodes").asBoolean()).isTrue();
    assertThat(format.get("encodes").asBoolean()).isTrue();
    assertThat(format.get("framing").asText()).isEqualTo("lines");
    assertThat(format.get("options").get(0).get("name").asText()).isEqualTo("logfmt.strict");
    assertThat(format.get("options").get(0).get("description").asText())
        .contains("'false' if missing");
  }

  @Test
  void aFormatIsThereAsLongAsThePluginIsWhichPipelinesKeep(@TempDir Path folder) {
    String pipeline =
        PipelineApiTest.ENDLESS
            + "CREATE TABLE log (c BIGINT) WITH (connector = 'filesystem', path = '%s', format = '%s');"
                .formatted(folder.resolve("log"), "logfmt")
            + "INSERT INTO log SELECT counter FROM ticks;";
    Map<String, String> query = Map.of("query", pipeline);
    server.post("/pipelines/preview", query).expectProblem(400, "INVALID_OPTION");

    String first =
        server.upload(TestServer.samplePlugin("logfmt")).expect(201).get("sha256").asText();
    String id = server.pipeline(pipeline).get("id").asText();
    server.upload(TestServer.otherVersion(TestServer.samplePlugin("logfmt"))).expect(201);
    JsonNode problem =
        server.delete("/plugins/logfmt@sha256:" + first).expectProblem(409, "CONFLICT");
    assertThat(problem.get("detail").asText()).contains(id);

    server.patch("/pipelines/" + id, Map.of("stop", "immediate")).expect(200);
    assertThat(server.delete("/pipelines/" + id).status()).isEqualTo(204);
    assertThat(server.delete("/plugins/logfmt").status()).isEqualTo(204);
    server.post("/pipelines/preview", query).expectProblem(400, "INVALID_OPTION");
  }

  @Test
  void twoPluginsDoNotHaveTheSameFormat() {
    byte[] other = TestServer.samplePlugin("logfmt");
    server.upload(other).expect(201);
    byte[] renamed = TestServer.renamed(other, "logfmt", "logfmx");
    JsonNode problem = server.upload(renamed).expectProblem(409, "DUPLICATE_NAME");
    assertThat(problem.get("detail").asText()).contains("format 'logfmt' is in plugin 'logfmt'");
  }

  private static byte[] form(byte[] file) {
    var form = new ByteArrayOutputStream();
    form.writeBytes(
        """
        --b0undary\r
        Content-Disposition: form-data; name="module"; filename="geo.wasm"\r
        Content-Type: application/wasm\r
        \r
        """
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(file);
    form.writeBytes("\r\n--b0undary--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }
}
