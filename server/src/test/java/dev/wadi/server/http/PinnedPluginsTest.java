package dev.wadi.server.http;

import static dev.wadi.server.http.TestServer.await;
import static dev.wadi.server.http.TestServer.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pipeline goes on with the versions of plugins that it started with, whatever is uploaded.
@Timeout(120)
class PinnedPluginsTest {
  private static final String OFTEN = "SET checkpoint_interval = '30 milliseconds';\n";

  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void restartServer() {
    server.close();
    start();
  }

  private Path folder() {
    return directory.resolve("rows");
  }

  private List<String> lines() {
    return PartFiles.lines(folder());
  }

  private JsonNode status(JsonNode pipeline) {
    return server.get(path(pipeline)).expect(200);
  }

  private String upload(byte[] module) {
    return server.upload(module).expect(201).get("sha256").asText();
  }

  /// Counts, with a function of a plugin, or reads a plugin's source, in a format of a plugin.
  private String writing(String source, String query, String format) {
    return OFTEN
        + source
        + """
        CREATE TABLE rows (line TEXT)
        WITH (connector = 'filesystem', path = '%s', format = '%s');
        INSERT INTO rows %s;
        """
            .formatted(folder(), format, query);
  }

  private String counting() {
    return writing(
        "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '5000');\n",
        "SELECT title_case('n' || CAST(counter AS TEXT)) FROM ticks",
        "json");
  }

  private void assertCountedOnce() {
    List<String> lines = lines();
    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, lines.size()).mapToObj("{\"line\":\"N%d\"}"::formatted).toList());
  }

  private void goesOn(JsonNode pipeline) {
    int before = lines().size();
    await(() -> lines().size() > before + 100);
    assertThat(status(pipeline).get("state").asText()).isEqualTo("Running");
  }

  @Test
  void aPipelineSaysWhatItUses() {
    String geo = upload(TestServer.geoPlugin());
    upload(TestServer.samplePlugin("walk"));
    JsonNode pipeline = server.pipeline(counting());
    upload(TestServer.otherVersion(TestServer.geoPlugin()));
    JsonNode plugins = status(pipeline).get("plugins");
    assertThat(plugins).hasSize(1);
    assertThat(plugins.at("/0/name").asText()).isEqualTo("geo");
    assertThat(plugins.at("/0/sha256").asText()).isEqualTo(geo);
    assertThat(plugins.at("/0/version").asText()).isNotBlank();
  }

  @Test
  void aNewerVersionIsForNewPipelines() {
    String first = upload(TestServer.geoPlugin());
    JsonNode pipeline = server.pipeline(counting());
    await(() -> lines().size() > 100);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    upload(TestServer.otherVersion(TestServer.geoPlugin()));

    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn(pipeline);
    restartServer();
    goesOn(pipeline);
    server.patch(path(pipeline), Map.of("stop", "immediate")).expect(200);
    restartServer();
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn(pipeline);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    assertCountedOnce();
    assertThat(status(pipeline).at("/plugins/0/sha256").asText()).isEqualTo(first);
  }

  @Test
  void connectorsAndFormatsStay() {
    upload(TestServer.samplePlugin("walk"));
    upload(TestServer.samplePlugin("logfmt"));
    JsonNode pipeline =
        server.pipeline(
            writing(
                "CREATE TABLE walks WITH (connector = 'walk', walkers = 1);\n",
                "SELECT CAST(number AS TEXT) FROM walks",
                "logfmt"));
    upload(TestServer.otherVersion(TestServer.samplePlugin("walk")));
    upload(TestServer.otherVersion(TestServer.samplePlugin("logfmt")));
    assertThat(status(pipeline).get("plugins")).hasSize(2);
    await(() -> lines().size() > 100);
    restartServer();
    goesOn(pipeline);
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    List<String> lines = lines();
    assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
    assertThat(lines).contains("line=1", "line=" + (lines.size() - 1));
  }

  @Test
  void whatIsDefinedAndNotUsedDoesNoHarm() {
    upload(TestServer.geoPlugin());
    upload(TestServer.samplePlugin("walk"));
    JsonNode pipeline =
        server.pipeline(
            "CREATE FUNCTION title AS 'geo.title_case';\n"
                + "CREATE TABLE walks WITH (connector = 'walk');\n"
                + counting().replace("title_case('n' || CAST(counter AS TEXT))", "'x'"));
    assertThat(status(pipeline).get("plugins")).isEmpty();
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    server.post(path(pipeline) + "/restart", Map.of()).expect(200);
    goesOn(pipeline);
  }

  @Test
  void aPluginThatComesLaterTakesNoNamesAway() {
    String query =
        counting()
            .replace(
                "title_case('n' || CAST(counter AS TEXT))",
                "CAST(abs(CAST(counter AS BIGINT)) AS TEXT)");
    JsonNode pipeline = server.pipeline(query);
    upload(
        StampPlugin.described(
            1, "\"name\":\"stamp\",\"kind\"", "\"name\":\"abs\",\"export\":\"stamp\",\"kind\""));
    goesOn(pipeline);
    restartServer();
    goesOn(pipeline);
  }

  @Test
  void aVersionStaysAsLongAsAPipelineMayNeedIt() {
    String first = upload(TestServer.geoPlugin());
    JsonNode pipeline = server.pipeline(counting());
    upload(TestServer.otherVersion(TestServer.geoPlugin()));
    server.patch(path(pipeline), Map.of("stop", "checkpoint")).expect(200);
    restartServer();

    JsonNode problem = server.delete("/plugins/geo@sha256:" + first).expectProblem(409, "CONFLICT");
    assertThat(problem.get("detail").asText())
        .contains("test (%s)".formatted(pipeline.get("id").asText()));
    server.delete("/plugins/geo").expectProblem(409, "CONFLICT");
    assertThat(server.get("/plugins").expect(200).get("data")).hasSize(2);
    assertThat(server.delete(path(pipeline)).status()).isEqualTo(204);
    assertThat(server.delete("/plugins/geo").status()).isEqualTo(204);
  }
}
