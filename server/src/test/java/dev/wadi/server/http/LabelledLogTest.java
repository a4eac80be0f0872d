package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which pipeline and which job a log line belongs to: in a process of its own, with the program's
/// own settings.
@Timeout(120)
class LabelledLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  // Runs a pipeline to its end, which reads one row that is none.
  private JsonNode run(ServerProcess server) throws Exception {
    Path numbers = directory.resolve("numbers.json");
    Files.writeString(numbers, "{\"n\": 1}\n{\"n\": \"none\"}\n{\"n\": 2}\n");
    String query =
        """
        CREATE TABLE numbers (n BIGINT) WITH (
          connector = 'single_file', path = '%s', format = 'json', type = 'source',
          bad_data = 'drop');
        CREATE TABLE hole WITH (connector = 'blackhole');
        INSERT INTO hole SELECT n FROM numbers;
        """
            .formatted(numbers);
    HttpResponse<String> made =
        server.send(
            server
                .request("/pipelines")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("name", "numbers", "query", query)))));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonNode pipeline = JSON.readTree(made.body());
    while (pipeline.get("state").asText().equals("Running")) {
      String path = "/pipelines/" + pipeline.get("id").asText();
      pipeline = JSON.readTree(server.send(server.request(path)).body());
    }
    assertThat(pipeline.get("state").asText()).as(server.log()).isEqualTo("Finished");
    return pipeline;
  }

  @Test
  void asKeysOfTheirOwn() throws Exception {
    try (var server = new ServerProcess(directory, "--log-format", "json")) {
      server.start();
      JsonNode pipeline = run(server);
      String id = pipeline.get("id").asText();
      String job = pipeline.at("/jobs/0/id").asText();
      server.terminate();
      server.await();
      List<JsonNode> lines = server.log().lines().map(LabelledLogTest::object).toList();
      List<JsonNode> ofJob =
          lines.stream()
              .filter(line -> line.path("pipeline").asText().equals(id))
              .filter(line -> line.path("job").asText().equals(job))
              .toList();
      assertThat(ofJob)
          .extracting(line -> line.get("message").asText())
          .anyMatch(message -> message.endsWith("started"))
          .anyMatch(message -> message.contains("dropped"))
          .anyMatch(message -> message.endsWith("finished"));
      assertThat(lines)
          .filteredOn(line -> line.get("message").asText().startsWith("serving"))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.has("job")).isFalse();
            assertThat(line.get("level").asText()).isEqualTo("INFO");
          });
    }
  }

  private static JsonNode object(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  @Test
  void inBracketsOfAText() throws Exception {
    try (var server = new ServerProcess(directory)) {
      server.start();
      JsonNode pipeline = run(server);
      String label =
          "[%s %s]".formatted(pipeline.get("id").asText(), pipeline.at("/jobs/0/id").asText());
      assertThat(server.log().lines())
          .anyMatch(line -> line.contains(label + " - ") && line.contains("dropped"))
          .anyMatch(line -> line.contains("WadiServer - serving"));
    }
  }
}
