package dev.wadi.server.flight;

import static dev.wadi.server.flight.FlightTestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may do what over gRPC, once there are tokens.
@Timeout(60)
class FlightAccessTest {
  private final FlightTestServer server = new FlightTestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private String token(String secret, String name, String role)
      throws IOException, InterruptedException {
    return post(secret, "/tokens", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role))
        .get("token")
        .asText();
  }

  private JsonNode post(String secret, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.http() + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    }
  }

  private void select(String user, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    run(properties);
  }

  private void run(Properties properties) throws SQLException {
    assertThat(run(properties, "SELECT 1 AS n")).containsExactly("1");
  }

  private List<String> run(Properties properties, String sql) throws SQLException {
    try (Connection connection = server.connect(properties);
        Statement statement = connection.createStatement()) {
      return rows(statement.executeQuery(sql));
    }
  }

  @Test
  void onceThereAreTokensEverybodyNeedsOne() throws Exception {
    run(new Properties());
    String admin = token(null, "root", "admin");
    String developer = token(admin, "dev", "developer");
    String viewer = token(admin, "look", "viewer");

    select("root", admin);
    // The secret says who it is, whatever the user is called.
    select("somebody", developer);
    var bearer = new Properties();
    bearer.setProperty("token", developer);
    run(bearer);

    assertThatThrownBy(() -> run(new Properties())).hasStackTraceContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> select("root", "wrong")).hasStackTraceContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> select("look", viewer))
        .hasStackTraceContaining("FORBIDDEN")
        .hasStackTraceContaining("this needs the role developer");
  }

  @Test
  void aPipelineIsItsOwners() throws Exception {
    String admin = token(null, "root", "admin");
    String owner = token(admin, "dev", "developer");
    var other = new Properties();
    other.setProperty("token", token(admin, "other", "developer"));
    var itself = new Properties();
    itself.setProperty("token", owner);
    post(
        owner,
        "/pipelines",
        "{\"name\": \"beats\", \"query\": \"CREATE TABLE t WITH (connector = 'impulse');"
            + " SELECT counter FROM t\"}");
    String upgrade = "ALTER PIPELINE beats UPGRADE PLUGIN geo";

    assertThatThrownBy(() -> run(other, upgrade)).hasStackTraceContaining("belongs to 'dev'");
    assertThatThrownBy(() -> run(itself, upgrade)).hasStackTraceContaining("no plugin 'geo'");
  }
}
