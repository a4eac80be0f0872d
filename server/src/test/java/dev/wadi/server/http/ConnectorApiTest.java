package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What forms and editors learn of connectors and formats.
@Timeout(60)
class ConnectorApiTest {
  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode named(String path, String name) {
    for (JsonNode one : server.get(path).expect(200).get("data")) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static boolean allows(JsonNode schema, Map<String, Object> options) {
    return Validator.create(
            JsonSchema.of(new JsonObject(schema.toString())),
            new JsonSchemaOptions()
                .setBaseUri("app://wadi")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic))
        .validate(new JsonObject(options))
        .getValid();
  }

  @Test
  void onlyWhatPeopleCanUseIsListed() {
    assertThat(server.get("/connectors").expect(200).get("data").findValuesAsText("name"))
        .contains("blackhole", "redis")
        .doesNotContain("preview", "upload");
    JsonNode problem =
        server
            .post("/connection_tables", Map.of("sql", "CREATE TABLE t WITH (connector = 'x')"))
            .expectProblem(400, "UNKNOWN_CONNECTOR");
    assertThat(problem.toString()).doesNotContain("preview").doesNotContain("upload,");
    Map<String, Object> profile = Map.of("name", "p", "connector", "zzz", "config", Map.of());
    assertThat(server.post("/connection_profiles", profile).json().get("hint").asText())
        .startsWith("there are: blackhole")
        .doesNotContain("preview");
  }

  @Test
  void theSchemaOfAConnectorTellsRightOptionsFromWrongOnes() {
    JsonNode impulse = named("/connectors", "impulse").get("schema");
    assertThat(impulse.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(allows(impulse, Map.of("event_rate", 0.5, "message_count", 3))).isTrue();
    assertThat(allows(impulse, Map.of("event_rate", "fast"))).isFalse();
    assertThat(allows(impulse, Map.of("message_count", 1.5))).isFalse();
    assertThat(allows(impulse, Map.of("type", "source"))).isTrue();
    assertThat(allows(impulse, Map.of("type", "sauce"))).isFalse();
    assertThat(allows(impulse, Map.of("rate", 1))).isFalse();

    JsonNode files = named("/connectors", "filesystem").get("schema");
    assertThat(allows(files, Map.of("path", "a", "format", "csv", "csv.header", true))).isTrue();
    assertThat(allows(files, Map.of("path", "a", "format", "logfmt", "logfmt.strict", true)))
        .isTrue();
    assertThat(allows(files, Map.of("path", "a"))).isFalse();
    assertThat(files.at("/properties/bad_data/default").asText()).isEqualTo("fail");
    assertThat(files.at("/properties/format/examples").toString()).contains("\"parquet\"");
    assertThat(
            named("/connectors", "redis").at("/schema/properties/password/writeOnly").asBoolean())
        .isTrue();
  }

  @Test
  void everyDefaultIsOneOfItsChoices() {
    for (String path : List.of("/connectors", "/formats")) {
      for (JsonNode one : server.get(path).expect(200).get("data")) {
        for (JsonNode property : one.at("/schema/properties")) {
          if (property.has("default") && property.has("enum")) {
            assertThat(property.get("enum"))
                .as(one.get("name").asText())
                .contains(property.get("default"));
          }
        }
      }
    }
  }

  @Test
  void theOptionsOfAPluginsConnectorHaveTypes() {
    server.upload(TestServer.samplePlugin("walk")).expect(201);
    JsonNode walk = named("/connectors", "walk");
    assertThat(walk.at("/schema/properties/rows/type").asText()).isEqualTo("integer");
    assertThat(allows(walk.get("schema"), Map.of("rows", 5))).isTrue();
    assertThat(allows(walk.get("schema"), Map.of("rows", "five"))).isFalse();
  }

  @Test
  void formatsSayWhatOptionsTheyHave() {
    server.upload(TestServer.samplePlugin("logfmt")).expect(201);
    JsonNode csv = named("/formats", "csv").get("schema");
    assertThat(allows(csv, Map.of("csv.delimiter", "tab", "bad_data", "drop"))).isTrue();
    assertThat(allows(csv, Map.of("json.include_schema", true))).isFalse();
    JsonNode logfmt = named("/formats", "logfmt");
    assertThat(logfmt.get("plugin").asText()).isEqualTo("logfmt");
    assertThat(logfmt.at("/schema/properties/logfmt.strict/type").asText()).isEqualTo("boolean");
  }
}
