package dev.wadi.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A whole stream of a job's events.
///
/// @param end null if the job failed
/// @param error null if it did not
record Events(List<JsonNode> rows, JsonNode end, JsonNode error) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Events read(TestServer server, String job) throws Exception {
    return read(server, server.request(job + "/output").GET());
  }

  static Events read(TestServer server, HttpRequest.Builder request) throws Exception {
    HttpResponse<Stream<String>> response = server.stream(request);
    List<JsonNode> rows = new ArrayList<>();
    JsonNode end = null;
    JsonNode error = null;
    String event = "";
    for (String line : response.body().toList()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        JsonNode data = JSON.readTree(line.substring("data: ".length()));
        switch (event) {
          case "row" -> rows.add(data);
          case "end" -> end = data;
          case "error" -> error = data;
          default -> throw new AssertionError("unknown event " + event);
        }
      }
    }
    return new Events(rows, end, error);
  }
}
