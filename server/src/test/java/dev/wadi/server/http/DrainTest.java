package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.http.TestServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a server answers that was asked to stop, while it has something to do yet.
@Timeout(60)
class DrainTest {
  private static final int UNAVAILABLE = 14;

  @Test
  void newRequestsAreTurnedAwayUntilTheOldOnesHaveEnded() throws Exception {
    ServerSettings settings =
        ServerSettings.temporary(1)
            .withConnections(ConnectionSettings.defaults().withDrain(Duration.ofMinutes(5)));
    try (TestServer server = TestServer.start(settings);
        var calls = new RawCalls(server.grpcUrl())) {
      JsonNode preview =
          server.preview(
              "CREATE TABLE t WITH (connector = 'impulse', event_rate = '100');"
                  + " SELECT counter FROM t");
      HttpResponse<Stream<String>> output =
          server.stream(server.request(TestServer.jobPath(preview) + "/output"));
      var lines = output.body().iterator();
      assertThat(lines.next()).isEqualTo("event: row");

      Thread stopping = Thread.ofVirtual().start(server::stop);
      TestServer.await(() -> readiness(server).status() == 503);
      assertThat(readiness(server).json().get("reason").asText())
          .isEqualTo("the server is closing");
      try (RawHttp client = new RawHttp(server.url())) {
        client.send("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
        RawHttp.Answer refused = client.answer();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(refused.headers()).containsEntry("connection", "close");
        assertThat(refused.body()).contains("the server is stopping");
        assertThat(client.readToEnd()).isZero();
      }
      RawCalls.Outcome call =
          calls.call("/wadi.v1.Plugins/List", RawCalls.framed(Any.getDefaultInstance()));
      assertThat(call.status()).isEqualTo(UNAVAILABLE);
      assertThat(call.message()).isEqualTo("the server is stopping");
      // The old one still gets its rows, and holds the server up.
      for (int i = 0; i < 100; i++) {
        lines.next();
      }
      assertThat(stopping.isAlive()).isTrue();
      output.body().close();
      stopping.join();
    }
  }

  private static Answer readiness(TestServer server) {
    return server.send(HttpRequest.newBuilder(URI.create(server.url() + "/health/ready")));
  }

  @Test
  void withNothingToDoItStopsAtOnce() {
    ServerSettings settings =
        ServerSettings.temporary(1)
            .withConnections(ConnectionSettings.defaults().withDrain(Duration.ofMinutes(5)));
    try (TestServer server = TestServer.start(settings)) {
      server.post("/query", Map.of("query", "SELECT 1 AS n")).expect(200);
      server.stop();
    }
  }
}
