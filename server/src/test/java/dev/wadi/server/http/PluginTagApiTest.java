package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.http.TestServer.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Plugins as clients have them already, or expect them to be.
@Timeout(60)
class PluginTagApiTest {
  private static final byte[] GEO = TestServer.geoPlugin();
  private static final byte[] NEWER = TestServer.otherVersion(GEO);

  private final TestServer server = TestServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private Answer get(String path, String known) {
    return server.send(server.request(path).GET().header("If-None-Match", known));
  }

  private Answer upload(byte[] module, String header, String value) {
    return server.send(
        server
            .request("/plugins")
            .POST(BodyPublishers.ofByteArray(module))
            .header("Content-Type", "application/wasm")
            .header(header, value));
  }

  @Test
  void aDescriptionIsSentOnce() {
    Answer uploaded = server.upload(GEO);
    String tag = uploaded.header("ETag");
    assertThat(tag).startsWith('"' + uploaded.expect(201).get("sha256").asText());
    assertThat(server.get("/plugins/geo").header("ETag")).isEqualTo(tag);

    Answer known = get("/plugins/geo", "\"other\", W/" + tag);
    known.expectStatus(304);
    assertThat(known.header("ETag")).isEqualTo(tag);
    get("/plugins/geo", "*").expectStatus(304);
    get("/plugins/geo", "\"other\"").expectStatus(200);
  }

  @Test
  void aDescriptionThatHasChangedIsSentAgain() {
    String tag = server.upload(GEO).header("ETag");
    server.put("/plugins/geo/grants", Map.of("grants", List.of("clock"))).expect(200);
    assertThat(get("/plugins/geo", tag).expect(200).get("grants")).hasSize(1);
  }

  @Test
  void aModuleIsDownloadedOnce() throws IOException, InterruptedException {
    String sha256 = server.upload(GEO).expect(201).get("sha256").asText();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var module =
          client.send(server.request("/plugins/geo/module").build(), BodyHandlers.ofByteArray());
      assertThat(module.body()).isEqualTo(GEO);
      assertThat(module.headers().firstValue("Content-Type")).contains("application/wasm");
      assertThat(module.headers().firstValue("ETag")).contains('"' + sha256 + '"');
    }
    get("/plugins/geo/module", '"' + sha256 + '"').expectStatus(304);
    server.upload(NEWER).expect(201);
    get("/plugins/geo/module", '"' + sha256 + '"').expectStatus(200);
    get("/plugins/geo@sha256:" + sha256 + "/module", '"' + sha256 + '"').expectStatus(304);
    server.get("/plugins/gio/module").expectProblem(404, "NOT_FOUND");
  }

  @Test
  void anUploadMayBeTheFirstVersionOnly() {
    upload(GEO, "If-None-Match", "*").expect(201);
    upload(GEO, "If-None-Match", "*").expectProblem(412, "PRECONDITION_FAILED");
    upload(NEWER, "If-None-Match", "*").expectProblem(412, "PRECONDITION_FAILED");
    assertThat(server.get("/plugins").expect(200).get("data")).hasSize(1);
  }

  @Test
  void anUploadMayReplaceOneVersionOnly() {
    upload(GEO, "If-Match", "*").expectProblem(412, "PRECONDITION_FAILED");
    assertThat(server.get("/plugins").expect(200).get("data")).isEmpty();

    String first = server.upload(GEO).header("ETag");
    upload(NEWER, "If-Match", "\"0f3a\"").expectProblem(412, "PRECONDITION_FAILED");
    upload(NEWER, "If-Match", first).expect(201);
    upload(NEWER, "If-Match", first).expectProblem(412, "PRECONDITION_FAILED");
    upload(GEO, "If-Match", server.get("/plugins/geo/module").header("ETag")).expect(200);
  }
}
