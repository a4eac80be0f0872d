package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.pipeline.RestartPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A real server on a free port, and a client that shows whole responses. Closing it checks that no
/// off-heap memory is left.
final class TestServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final WadiServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(ServerSettings settings) {
    server = WadiServer.start(settings);
  }

  static TestServer start() {
    return new TestServer(ServerSettings.temporary(1));
  }

  static TestServer start(ServerSettings settings) {
    return new TestServer(settings);
  }

  static TestServer start(Path dataDirectory) {
    return new TestServer(
        ServerSettings.of(HttpSettings.of("127.0.0.1", 0), Optional.of(dataDirectory), 1));
  }

  static TestServer start(Path dataDirectory, RestartPolicy restarts) {
    ServerSettings settings =
        ServerSettings.of(HttpSettings.of("127.0.0.1", 0), Optional.of(dataDirectory), 1);
    return new TestServer(settings.withPipelines(settings.pipelines().withRestarts(restarts)));
  }

  static TestServer startWithPreviewsUnattendedFor(Duration time) {
    ServerSettings settings = ServerSettings.temporary(1);
    return new TestServer(settings.withPipelines(settings.pipelines().withUnattendedPreview(time)));
  }

  static TestServer startWithRequestRate(int perSecond) {
    return new TestServer(ServerSettings.temporary(1).withRequestRate(perSecond));
  }

  /// The plugin that the demo uses.
  static byte[] geoPlugin() {
    return samplePlugin("geo");
  }

  static byte[] samplePlugin(String name) {
    try {
      return Files.readAllBytes(
          Path.of(System.getProperty("wadi.home"), "sample-plugins", name, name + ".wasm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Another version of a plugin, which does the same: with one more custom section, named "x".
  static byte[] otherVersion(byte[] module) {
    byte[] other = Arrays.copyOf(module, module.length + 4);
    System.arraycopy(new byte[] {0, 2, 1, 'x'}, 0, other, module.length, 4);
    return other;
  }

  /// The same plugin under another name of the same length.
  static byte[] renamed(byte[] module, String name, String other) {
    String head = "\"abi\":1,\"name\":\"";
    return new String(module, StandardCharsets.ISO_8859_1)
        .replace(head + name + '"', head + other + '"')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  List<String> routes() {
    return server.routes();
  }

  URI url() {
    return server.url();
  }

  URI grpcUrl() {
    return server.grpcUrl();
  }

  /// Asks it to stop, as a signal would.
  void stop() {
    server.stop();
  }

  URI url(String path) {
    return URI.create(server.url() + Api.BASE + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, Map<String, ?> body) {
    return sendJson("POST", path, body);
  }

  Answer patch(String path, Map<String, ?> body) {
    return sendJson("PATCH", path, body);
  }

  Answer put(String path, Map<String, ?> body) {
    return sendJson("PUT", path, body);
  }

  Answer upload(byte[] module) {
    return send("POST", "/plugins", "application/wasm", BodyPublishers.ofByteArray(module));
  }

  Answer send(String method, String path, String contentType, BodyPublisher body) {
    return send(request(path).method(method, body).header("Content-Type", contentType));
  }

  private Answer sendJson(String method, String path, Map<String, ?> body) {
    byte[] json = bytes(body);
    Answer answer = send(method, path, "application/json", BodyPublishers.ofByteArray(json));
    if (answer.status() < 300) {
      Contract.checkAccepted(
          method, path, "application/json", new String(json, StandardCharsets.UTF_8));
    }
    return answer;
  }

  Answer send(HttpRequest.Builder request) {
    Answer answer = sendUnchecked(request);
    check(answer.response());
    return answer;
  }

  /// Sends a request whose answer the OpenAPI document need not have.
  Answer sendUnchecked(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(HttpResponse<String> response) {
    String path = response.uri().getRawPath();
    if (path.startsWith(Api.BASE + "/")) {
      Contract.checkAnswer(
          response.request().method(),
          path.substring(Api.BASE.length()),
          response.statusCode(),
          response.headers(),
          response.body());
    }
  }

  /// The lines of an event stream, as they come.
  HttpResponse<Stream<String>> stream(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofLines());
  }

  /// Makes a token.
  ///
  /// @param secret of an administrator; null for the first
  String token(String name, String role, String secret) {
    String body = "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role);
    HttpRequest.Builder request =
        request("/tokens")
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    return send(request).expect(201).get("token").asText();
  }

  /// Starts a pipeline.
  JsonNode pipeline(String sql) {
    return post("/pipelines", Map.of("name", "test", "query", sql)).expect(201);
  }

  JsonNode preview(String sql) {
    return post("/pipelines/preview", Map.of("query", sql)).expect(201);
  }

  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      // Not so often that what is waited for has no processor left.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// The path of a pipeline, below the interface's.
  static String path(JsonNode pipeline) {
    return "/pipelines/" + pipeline.get("id").asText();
  }

  /// The path of a pipeline's first job, below the interface's.
  static String jobPath(JsonNode pipeline) {
    return "/pipelines/%s/jobs/%s"
        .formatted(pipeline.get("id").asText(), pipeline.at("/jobs/0/id").asText());
  }

  private static byte[] bytes(Map<String, ?> body) {
    return JSON.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Closes it without a look at the memory, which others use, too.
  void closeAmongOthers() {
    client.shutdownNow();
    server.close();
  }

  @Override
  public void close() {
    closeAmongOthers();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    void expectStatus(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
    }

    /// The body of an answer that must have this status.
    JsonNode expect(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
      return json();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The body of an answer that must be a well-formed problem.
    JsonNode expectProblem(int status, String code) {
      JsonNode problem = expect(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(problem.get("code").asText()).isEqualTo(code);
      assertThat(problem.get("status").asInt()).isEqualTo(status);
      assertThat(problem.get("type").asText()).isEqualTo("urn:wadi:error:" + code);
      assertThat(problem.get("title").asText()).isNotBlank();
      assertThat(problem.get("detail").asText()).isNotBlank();
      return problem;
    }
  }
}
