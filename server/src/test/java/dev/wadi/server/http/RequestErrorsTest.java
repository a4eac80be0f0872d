package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestErrorsTest {
  private static final String JSON = "application/json";
  private static final long GIBIBYTE = 1L << 30;

  private final TestServer server = TestServer.start();

  @AfterEach
  void stillServes() {
    server.get("/ping").expect(200);
    server.close();
  }

  @Test
  void anUnknownPathIsAProblem() {
    server.get("/nothing").expectProblem(404, "INVALID_REQUEST");
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsAProblem() {
    server
        .send("PUT", "/pipelines", JSON, BodyPublishers.ofString("{}"))
        .expectProblem(405, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "nonsense",
        "[]",
        "null",
        "\"text\"",
        "{} {}",
        "{\"query\":\"a\",\"query\":\"b\"}"
      })
  void aBodyThatIsNoFittingJsonIsAProblem(String body) {
    server
        .send("POST", "/pipelines/validate_query", JSON, BodyPublishers.ofString(body))
        .expectProblem(400, "INVALID_REQUEST");
  }

  /// Such as no parser goes down to the bottom of.
  @Test
  void aBodyThatIsNestedTooDeepIsAProblem() {
    JsonNode problem =
        server
            .send(
                "POST",
                "/pipelines/validate_query",
                JSON,
                BodyPublishers.ofString("{\"a\":".repeat(20_000)))
            .expectProblem(400, "INVALID_REQUEST");
    assertThat(problem.get("detail").asText()).contains("nesting");
  }

  @Test
  void anUnknownPropertyIsNamed() {
    JsonNode problem =
        server
            .post("/pipelines/validate_query", Map.of("sql", "SELECT 1"))
            .expectProblem(400, "INVALID_REQUEST");
    assertThat(problem.get("detail").asText()).contains("'sql'");
    assertThat(problem.get("hint").asText()).contains("query");
  }

  @Test
  void aPropertyOfAnotherTypeIsNamed() {
    JsonNode problem =
        server
            .post("/pipelines", Map.of("name", "x", "query", "q", "parallelism", "many"))
            .expectProblem(400, "INVALID_REQUEST");
    assertThat(problem.get("detail").asText()).contains("'parallelism'");
  }

  @Test
  void aMissingPropertyIsNamed() {
    JsonNode problem =
        server.post("/pipelines", Map.of("query", "q")).expectProblem(400, "INVALID_REQUEST");
    assertThat(problem.get("detail").asText()).contains("'name'");
  }

  @Test
  void anotherContentTypeIsRefused() {
    server
        .send("POST", "/pipelines", "text/plain", BodyPublishers.ofString("{}"))
        .expectProblem(415, "INVALID_REQUEST");
    server
        .send(server.request("/pipelines").POST(BodyPublishers.noBody()))
        .expectProblem(415, "INVALID_REQUEST");
  }

  @Test
  void aForeignPageIsRefused() {
    server
        .send(server.request("/ping").header("Origin", "https://example.com").GET())
        .expectProblem(403, "FORBIDDEN");
    server
        .send(server.request("/ping").header("Origin", "http://localhost:8000").GET())
        .expect(200);
  }

  @Test
  void aForeignHostIsRefused() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /api/v1/ping HTTP/1.1\r\nHost: example.com\r\n\r\n");
      assertThat(statusLine(socket)).contains("403");
    }
  }

  @Test
  void anAnnouncedGibibyteIsRefusedBeforeItIsSent() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          """
          POST /api/v1/plugins HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/wasm\r
          Content-Length: %d\r
          \r
          """
              .formatted(GIBIBYTE));
      assertThat(statusLine(socket)).contains("413");
    }
  }

  @Test
  void anUnannouncedGibibyteIsRefusedOnTheWay() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          """
          POST /api/v1/plugins HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/wasm\r
          Transfer-Encoding: chunked\r
          \r
          """);
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      long sent = 0;
      while (sent < GIBIBYTE && socket.getInputStream().available() == 0) {
        socket.getOutputStream().write(chunk);
        sent += chunk.length;
      }
      assertThat(statusLine(socket)).contains("413");
      assertThat(sent).isLessThan(GIBIBYTE / 4);
    }
  }

  @Test
  void aTooLargeQueryIsRefused() {
    server
        .post("/pipelines/validate_query", Map.of("query", "x".repeat(2_000_000)))
        .expectProblem(413, "REQUEST_TOO_LARGE");
  }

  @Test
  void aClientThatBreaksOffDoesNoHarm() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          """
          POST /api/v1/plugins HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/wasm\r
          Content-Length: 1000\r
          \r
          too short\
          """);
    }
  }

  @Test
  void whatIsNoHttpIsAnswered() throws IOException {
    try (var socket = connect()) {
      send(socket, "what is this\r\n\r\n");
      assertThat(statusLine(socket)).contains("400");
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.url().getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String statusLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
