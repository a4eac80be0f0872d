package dev.wadi.server.flight;

import static dev.wadi.server.flight.FlightTestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.server.connection.ConnectionSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long the server waits for the driver that people connect with.
@Timeout(60)
class FlightPatienceTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private FlightTestServer server;

  private void start(Duration idle, Duration stall) {
    server = new FlightTestServer(ConnectionSettings.defaults().withQuiet(idle, stall));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  private boolean says(String line) {
    try {
      URI metrics = URI.create(server.http() + "/metrics");
      return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
          .body()
          .contains("\n" + line + "\n");
    } catch (IOException e) {
      // Its own connection was idle, too.
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(String line) {
    while (!says(line)) {
      Thread.onSpinWait();
    }
  }

  /// The connection goes, and comes again when it is needed.
  @Test
  void aSessionSurvivesThatItIsQuiet() throws SQLException {
    start(SHORT, LONG);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(rows(statement.executeQuery("SELECT 1 AS n"))).containsExactly("1");
      await("wadi_connections 1.0");
      assertThat(rows(statement.executeQuery("SELECT 2 AS n"))).containsExactly("2");
    }
  }

  /// A query that waits for rows is not quiet.
  @Test
  void aQueryMayTakeItsTime() throws SQLException {
    start(SHORT, SHORT);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(
              rows(
                  statement.executeQuery(
                      "CREATE TABLE t WITH (connector = 'impulse', event_rate = '2',"
                          + " message_count = '4'); SELECT count(*) AS n FROM t")))
          .containsExactly("4");
    }
  }

  @Test
  void whoReadsNothingOfAResultIsCut() throws SQLException {
    start(LONG, SHORT);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ResultSet result =
          statement.executeQuery(
              "CREATE TABLE t WITH (connector = 'impulse', event_rate = '1000000');"
                  + " SELECT counter, counter AS again FROM t");
      assertThat(result.next()).isTrue();
      await(
          "wadi_grpc_calls_in_flight{method=\"DoGet\",service=\"arrow.flight.protocol.FlightService\"}"
              + " 0.0");
      assertThatThrownBy(
              () -> {
                while (result.next()) {
                  assertThat(result.getLong(1)).isNotNegative();
                }
              })
          .isInstanceOf(Exception.class);
    }
  }
}
