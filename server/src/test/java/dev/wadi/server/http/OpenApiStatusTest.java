package dev.wadi.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.server.http.Contract.Operation;
import dev.wadi.server.http.TestServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every status that the document names is met: those that all operations have in common in the
/// same way, the others one by one.
@Timeout(120)
class OpenApiStatusTest {
  private static final String BEATS =
      "CREATE TABLE beats WITH (connector = 'impulse'); SELECT counter FROM beats";
  private static final String JSON = "application/json";

  /// What a request needs so that nothing is wrong with it but what it names.
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("POST /query", "{\"query\": \"ALTER PIPELINE nothing UPGRADE PLUGIN geo\"}"),
          Map.entry("PATCH /pipelines/{pipeline}", "{\"stop\": \"immediate\"}"),
          Map.entry("POST /pipelines/{pipeline}/restart", "{}"),
          Map.entry("POST /pipelines/{pipeline}/savepoints", "{\"name\": \"a\"}"),
          Map.entry("PUT /plugins/{plugin}/grants", "{\"grants\": []}"));

  private static final List<String> COLLECTIONS =
      List.of(
          "/connectors",
          "/formats",
          "/functions",
          "/plugins",
          "/connection_tables",
          "/connection_profiles",
          "/tokens");

  @TempDir Path directory;

  private final Set<String> met = new TreeSet<>();

  private void note(Operation operation, Answer answer, int expected) {
    assertThat(answer.status()).as(name(operation) + answer.response().body()).isEqualTo(expected);
    met.add(name(operation) + " " + expected);
  }

  private static String name(Operation operation) {
    return operation.method() + " " + operation.path();
  }

  private static Stream<Operation> having(int status) {
    return Contract.operations().stream().filter(o -> o.statuses().contains(status));
  }

  private static HttpRequest.Builder request(
      TestServer server, Operation operation, BodyPublisher body) {
    return server
        .request(operation.path().replaceAll("\\{\\w+}", "nothing"))
        .method(operation.method(), body);
  }

  private static HttpRequest.Builder request(TestServer server, Operation operation) {
    String body = BODIES.get(name(operation));
    return body == null
        ? request(server, operation, BodyPublishers.noBody())
        : request(server, operation, BodyPublishers.ofString(body)).header("Content-Type", JSON);
  }

  @Test
  void everyStatusIsMet() throws IOException {
    try (TestServer server = TestServer.start()) {
      common(server);
      byTheRest(server);
      withoutMemory(server);
    }
    withTokens();
    withCheckpoints();
    Set<String> documented = new TreeSet<>();
    for (Operation operation : Contract.operations()) {
      operation.statuses().forEach(status -> documented.add(name(operation) + " " + status));
    }
    assertThat(met).isEqualTo(documented);
  }

  private void common(TestServer server) {
    having(403)
        .forEach(o -> {
          var foreign = request(server, o).header("Origin", "http://elsewhere.example");
          note(o, server.send(foreign), 403);
        });
    having(404).forEach(o -> note(o, server.send(request(server, o)), 404));
    having(415)
        .forEach(o -> {
          var text = request(server, o, BodyPublishers.ofString("x"));
          note(o, server.send(text.header("Content-Type", "text/plain")), 415);
        });
    having(413)
        .forEach(o -> {
          boolean module = o.path().equals("/plugins");
          var large = request(server, o, BodyPublishers.ofByteArray(new byte[13 << 20]));
          large.header("Content-Type", module ? "application/wasm" : JSON);
          note(o, server.send(large), 413);
        });
    // Whose pipeline it is, is asked first.
    having(400)
        .filter(o -> o.statuses().contains(415) && !o.method().equals("PATCH"))
        .forEach(o -> {
          boolean module = o.path().equals("/plugins");
          var wrong = request(server, o, BodyPublishers.ofString("{"));
          wrong.header("Content-Type", module ? "application/wasm" : JSON);
          note(o, server.send(wrong), 400);
        });
  }

  private void byTheRest(TestServer server) {
    Map<String, String> table =
        Map.of("sql", "CREATE TABLE t (a INT) WITH (connector = 'blackhole')");
    Map<String, Object> profile =
        Map.of("name", "p", "connector", "single_file", "config", Map.of("path", "x"));
    for (String path :
        List.of("/ping", "/openapi.json", "/whoami", "/connectors", "/formats", "/functions")) {
      get(server, path, 200);
    }
    for (String path : COLLECTIONS) {
      met("GET " + path, server.get(path + "?limit=0"), 400);
    }
    met("POST /query", server.post("/query", Map.of("query", "SELECT 1 AS one")), 200);
    met(
        "POST /query",
        server.send(
            server
                .request("/query")
                .POST(BodyPublishers.ofString("{\"query\": \"SELECT 1\"}"))
                .header("Content-Type", JSON)
                .header("Accept", "image/png")),
        406);

    met("POST /connection_profiles/test", server.post("/connection_profiles/test", profile), 200);
    met("POST /connection_tables/test", server.post("/connection_tables/test", table), 200);
    met("POST /connection_profiles", server.post("/connection_profiles", profile), 201);
    met("POST /connection_profiles", server.post("/connection_profiles", profile), 409);
    get(server, "/connection_profiles", 200);
    met("GET /connection_profiles/{profile}", server.get("/connection_profiles/p"), 200);
    server
        .post(
            "/connection_tables",
            Map.of(
                "sql",
                "CREATE TABLE q (a INT) WITH (connector = 'single_file', format = 'json',"
                    + " connection_profile = 'p')"))
        .expect(201);
    met("DELETE /connection_profiles/{profile}", server.delete("/connection_profiles/p"), 409);
    met("POST /connection_tables", server.post("/connection_tables", table), 201);
    met("POST /connection_tables", server.post("/connection_tables", table), 409);
    get(server, "/connection_tables", 200);
    met("DELETE /connection_tables/{table}", server.delete("/connection_tables/q"), 204);
    met("DELETE /connection_profiles/{profile}", server.delete("/connection_profiles/p"), 204);

    plugins(server);
    pipelines(server);
    keys(server);
    get(server, "/tokens", 200);
    get(server, "/audit", 200);
    met("GET /audit", server.get("/audit?limit=x"), 400);
  }

  private void plugins(TestServer server) {
    met("POST /plugins", server.upload(TestServer.geoPlugin()), 201);
    met("POST /plugins", server.upload(TestServer.geoPlugin()), 200);
    byte[] format = TestServer.samplePlugin("logfmt");
    server.upload(format).expect(201);
    met("POST /plugins", server.upload(TestServer.renamed(format, "logfmt", "logfmx")), 409);
    get(server, "/plugins", 200);
    for (String path : List.of("", "/module")) {
      met("GET /plugins/{plugin}" + path, server.get("/plugins/geo" + path), 200);
      var known = server.request("/plugins/geo" + path).GET().header("If-None-Match", "*");
      met("GET /plugins/{plugin}" + path, server.send(known), 304);
    }
    met(
        "POST /plugins",
        send(server, "/plugins", TestServer.geoPlugin(), "If-None-Match", "*"),
        412);
    met(
        "PUT /plugins/{plugin}/grants",
        server.put("/plugins/geo/grants", Map.of("grants", List.of("clock"))),
        200);
    met("DELETE /plugins/{plugin}/quarantine", server.delete("/plugins/geo/quarantine"), 200);
  }

  private void pipelines(TestServer server) {
    Map<String, String> query = Map.of("query", BEATS);
    String dropped =
        "CREATE VIEW a AS SELECT 1 AS x; CREATE VIEW b AS SELECT x FROM a; DROP VIEW a";
    Map<String, String> contrary = Map.of("name", "p", "query", dropped);
    met("POST /pipelines", server.post("/pipelines", contrary), 409);
    met(
        "POST /pipelines/preview",
        server.post("/pipelines/preview", Map.of("query", dropped)),
        409);
    met("POST /pipelines/validate_query", server.post("/pipelines/validate_query", query), 200);
    met("POST /pipelines/preview", server.post("/pipelines/preview", query), 201);
    Answer created =
        server.post(
            "/pipelines",
            Map.of(
                "name",
                "beats",
                "query",
                BEATS.replace("counter F", "great_circle_km(counter, 0e0, 0e0, 0e0) AS km F")));
    met("POST /pipelines", created, 201);
    String id = created.json().get("id").asText();
    String one = "/pipelines/" + id;
    String job = TestServer.jobPath(created.json());
    get(server, "/pipelines", 200);
    met("GET /pipelines", server.get("/pipelines?limit=0"), 400);
    met("GET /pipelines/{pipeline}", server.get(one), 200);
    met("GET /pipelines/{pipeline}/jobs", server.get(one + "/jobs"), 200);
    met("GET /pipelines/{pipeline}/jobs", server.get(one + "/jobs?limit=0"), 400);
    String jobs = "GET /pipelines/{pipeline}/jobs/{job}";
    for (String part : List.of("/errors", "/checkpoints", "/operator_metric_groups")) {
      met(jobs + part, server.get(job + part), 200);
    }
    met(
        jobs + "/output",
        server.send(server.request(job + "/output").GET().header("Last-Event-ID", "x")),
        400);
    met("DELETE /plugins/{plugin}", server.delete("/plugins/geo"), 409);
    met("DELETE /pipelines/{pipeline}", server.delete(one), 409);
    savepoints(server, one, 409, 409, 409);
    met("PATCH /pipelines/{pipeline}", server.patch(one, Map.of("stop", "checkpoint")), 409);
    met("POST /pipelines/{pipeline}/restart", server.post(one + "/restart", Map.of()), 409);
    met(
        "POST /query",
        server.post("/query", Map.of("query", "ALTER PIPELINE beats UPGRADE PLUGIN geo")),
        409);
    met("PATCH /pipelines/{pipeline}", server.patch(one, Map.of("stop", "now")), 400);
    met("PATCH /pipelines/{pipeline}", server.patch(one, Map.of("stop", "immediate")), 200);
    met(jobs + "/output", server.get(job + "/output"), 200);
    met("POST /pipelines/{pipeline}/restart", server.post(one + "/restart", Map.of()), 200);
    server.patch(one, Map.of("stop", "immediate")).expect(200);
    met("DELETE /pipelines/{pipeline}", server.delete(one), 204);
    met("DELETE /plugins/{plugin}", server.delete("/plugins/geo"), 204);
  }

  private void savepoints(TestServer server, String one, int read, int made, int removed) {
    String all = " /pipelines/{pipeline}/savepoints";
    String path = one + "/savepoints";
    met("POST" + all, server.post(path, Map.of("name", "a")), made);
    met("GET" + all, server.get(path), read);
    met("GET" + all + "/{savepoint}", server.get(path + "/a"), read);
    met("DELETE" + all + "/{savepoint}", server.delete(path + "/a"), removed);
  }

  private void keys(TestServer server) {
    Map<String, byte[]> bodies =
        Map.of(
            "/connection_tables",
            "{\"sql\": \"CREATE TABLE k (a INT) WITH (connector = 'blackhole')\"}".getBytes(UTF_8),
            "/connection_profiles",
            "{\"name\": \"k\", \"connector\": \"impulse\", \"config\": {}}".getBytes(UTF_8),
            "/plugins",
            TestServer.geoPlugin(),
            "/pipelines",
            "{\"name\": \"k\", \"query\": \"SELECT 1 AS one\"}".getBytes(UTF_8));
    bodies.forEach((path, body) -> {
      String key = path.substring(1);
      send(server, path, body, "Idempotency-Key", key).expect(201);
      byte[] other = Arrays.copyOf(body, body.length + 1);
      met("POST " + path, send(server, path, other, "Idempotency-Key", key), 422);
    });
  }

  private static Answer send(
      TestServer server, String path, byte[] body, String header, String value) {
    return server.send(
        server
            .request(path)
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", body[0] == '{' ? JSON : "application/wasm")
            .header(header, value));
  }

  private void get(TestServer server, String path, int status) {
    met("GET " + path, server.get(path), status);
  }

  private void met(String operation, Answer answer, int status) {
    assertThat(answer.status()).as(operation + ": " + answer.response().body()).isEqualTo(status);
    met.add(operation + " " + status);
  }

  private void withTokens() {
    try (TestServer server = TestServer.startWithRequestRate(1)) {
      Map<String, Object> root = new HashMap<>(Map.of("name", "root", "role", "admin"));
      Answer created = server.post("/tokens", root);
      met("POST /tokens", created, 201);
      String secret = "Bearer " + created.json().get("token").asText();
      having(401).forEach(o -> note(o, server.send(request(server, o)), 401));
      having(429)
          .forEach(o -> {
            Answer answer = null;
            do {
              answer = server.send(request(server, o).header("Authorization", secret));
            } while (answer.status() != 429);
            note(o, answer, 429);
          });
    }
    try (TestServer server = TestServer.start()) {
      String root = "Bearer " + server.token("root", "admin", null);
      String look = "{\"name\": \"look\", \"role\": \"viewer\"}";
      for (int status : List.of(201, 409)) {
        met("POST /tokens", as(server, root, "POST", "/tokens", look), status);
      }
      met("DELETE /tokens/{token}", as(server, root, "DELETE", "/tokens/root", ""), 409);
      met("DELETE /tokens/{token}", as(server, root, "DELETE", "/tokens/look", ""), 204);
    }
  }

  private static Answer as(
      TestServer server, String authorization, String method, String path, String body) {
    return server.send(
        server
            .request(path)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", JSON)
            .header("Authorization", authorization));
  }

  private void withoutMemory(TestServer server) throws IOException {
    Path texts = directory.resolve("texts.csv");
    String rows = IntStream.range(0, 1_000).mapToObj("%d,a text\n"::formatted).collect(joining());
    Files.writeString(texts, "n,t\n" + rows);
    String sql =
        """
        CREATE TABLE ticks WITH (connector = 'impulse', message_count = '3');
        CREATE TEMPORARY TABLE texts (n BIGINT PRIMARY KEY, t TEXT) WITH (
          connector = 'single_file', path = '%s', format = 'csv', type = 'lookup',
          'lookup.cache.max_bytes' = '10KB');
        SELECT t FROM ticks JOIN texts ON CAST(counter AS BIGINT) = n;
        """
            .formatted(texts);
    met("POST /query", server.post("/query", Map.of("query", sql)), 503);
  }

  // A checkpoint whose directory is a file can be neither written nor read.
  private void withCheckpoints() throws IOException {
    String path;
    String job;
    try (TestServer server = TestServer.start(directory)) {
      JsonNode pipeline = server.pipeline(BEATS);
      path = TestServer.path(pipeline);
      job = TestServer.jobPath(pipeline);
      Path checkpoints = directory.resolve("checkpoints").resolve(pipeline.get("id").asText());
      Files.move(checkpoints, directory.resolve("aside"));
      Files.writeString(checkpoints, "");
      met("PATCH /pipelines/{pipeline}", server.patch(path, Map.of("stop", "checkpoint")), 503);
      met("POST /pipelines/{pipeline}/restart", server.post(path + "/restart", Map.of()), 503);
      met("DELETE /pipelines/{pipeline}", server.delete(path), 503);
    }
    try (TestServer server = TestServer.start(directory)) {
      met(
          "GET /pipelines/{pipeline}/jobs/{job}/checkpoints",
          server.get(job + "/checkpoints"),
          503);
      String other = "/pipelines/" + server.pipeline(BEATS).get("id").asText();
      server.patch(other, Map.of("stop", "checkpoint")).expect(200);
      savepoints(server, other, 200, 201, 204);
    }
  }
}
