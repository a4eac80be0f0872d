package dev.wadi.server.flight;

import static dev.wadi.server.flight.FlightTestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.wadi.server.control.protocol.Wadi.UploadRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Flight SQL JDBC driver, as it is published.
@Timeout(30)
class JdbcDriverTest {
  private static final String TICKS =
      "CREATE TABLE ticks (counter BIGINT) WITH (connector = 'impulse', event_rate = '1000')";

  @TempDir private Path directory;

  private final FlightTestServer server = new FlightTestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anybodyMayLogIn() throws SQLException {
    var user = new Properties();
    user.setProperty("user", "anybody");
    user.setProperty("password", "anything");
    try (Connection connection = server.connect(user);
        Statement statement = connection.createStatement()) {
      assertThat(rows(statement.executeQuery("SELECT 1 AS n, 'a' AS t"))).containsExactly("1,a");
    }
  }

  @Test
  void allKindsOfValues() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ResultSet result =
          statement.executeQuery(
              "SELECT CAST(7 AS BIGINT) AS b, 1.5e0 AS d, 12.34 AS c, true AS t,"
                  + " DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 12:30:59.5' AS seen,"
                  + " CAST(NULL AS TEXT) AS nothing, ARRAY[1, 2] AS a");
      assertThat(result.next()).isTrue();
      assertThat(result.getLong("b")).isEqualTo(7);
      assertThat(result.getDouble("d")).isEqualTo(1.5);
      assertThat(result.getBigDecimal("c")).isEqualByComparingTo("12.34");
      assertThat(result.getBoolean("t")).isTrue();
      assertThat(result.getDate("day")).isEqualTo(Date.valueOf("2024-02-29"));
      assertThat(result.getTimestamp("seen")).isEqualTo(Timestamp.valueOf("2024-02-29 12:30:59.5"));
      assertThat(result.getString("nothing")).isNull();
      assertThat((Object[]) result.getArray("a").getArray()).containsExactly(1, 2);
      assertThat(result.next()).isFalse();
    }
  }

  @Test
  void tablesAreMadeFilledAndDropped() throws SQLException {
    Path file = directory.resolve("out.csv");
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      String create =
          "CREATE TABLE out (n INT, t TEXT) WITH (connector = 'single_file', path = '%s',"
                  .formatted(file)
              + " format = 'csv')";
      assertThat(statement.executeUpdate(create)).isZero();
      assertThat(statement.executeUpdate("INSERT INTO out VALUES (1, 'a'), (2, 'b')")).isEqualTo(2);
      assertThat(rows(statement.executeQuery("SELECT n, t FROM out ORDER BY n")))
          .containsExactly("1,a", "2,b");
      assertThat(statement.executeUpdate("CREATE TABLE IF NOT EXISTS out (n INT)")).isZero();
      assertThatThrownBy(() -> statement.executeUpdate(create))
          .hasMessageContaining("DUPLICATE_NAME");
      assertThatThrownBy(() -> statement.executeUpdate("CREATE VIEW v AS SELECT 1"))
          .hasMessageContaining("a server keeps tables");
      assertThat(statement.executeUpdate("DROP TABLE out")).isZero();
      assertThatThrownBy(() -> statement.executeQuery("SELECT n FROM out"))
          .hasMessageContaining("TABLE_NOT_FOUND");
    }
  }

  @Test
  void aWindowOverWhatAPluginComputes() throws Exception {
    Path geo = Path.of(System.getProperty("wadi.home"), "sample-plugins/geo/geo.wasm");
    var module =
        UploadRequest.newBuilder().setPiece(ByteString.copyFrom(Files.readAllBytes(geo))).build();
    try (var calls = new RawCalls(server.grpc())) {
      assertThat(calls.call("/wadi.v1.Plugins/Upload", RawCalls.framed(module)).status()).isZero();
    }
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ResultSet result =
          statement.executeQuery(
              "CREATE TABLE ticks (counter BIGINT, timestamp TIMESTAMP, WATERMARK FOR timestamp)"
                  + " WITH (connector = 'impulse', message_count = '1000');"
                  + "SELECT title_case('some words') AS words, count(*) AS n FROM ticks"
                  + " WHERE great_circle_km(counter / 100.0e0, 0e0, 0e0, 0e0) < 500e0"
                  + " GROUP BY tumble(interval '1 day')");
      assertThat(rows(result)).first().asString().startsWith("Some Words,");
    }
  }

  @Test
  void parametersHaveTheTypesOfTheirPlaces() throws SQLException {
    try (Connection connection = server.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT n, t FROM (VALUES (1, 'it''s', DATE '2024-01-01'),"
                    + " (2, '?', DATE '2024-02-29')) AS v (n, t, day)"
                    + " WHERE (n = ? OR t = ?) AND day >= ? ORDER BY n LIMIT ?")) {
      statement.setInt(1, 1);
      statement.setString(2, "?");
      statement.setDate(3, Date.valueOf("2023-12-31"));
      statement.setInt(4, 10);
      assertThat(rows(statement.executeQuery())).containsExactly("1,it's", "2,?");
      statement.setInt(1, 2);
      statement.setString(2, "' OR 1 = 1 --");
      statement.setDate(3, Date.valueOf("2024-02-29"));
      assertThat(rows(statement.executeQuery())).containsExactly("2,?");
    }
  }

  @Test
  void insertsTakeParameters() throws SQLException {
    Path file = directory.resolve("out.csv");
    try (Connection connection = server.connect()) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE out (n BIGINT, t TEXT) WITH (connector = 'single_file', path = '%s',"
                    .formatted(file)
                + " format = 'csv')");
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO out VALUES (?, ?)")) {
        insert.setLong(1, 7);
        insert.setString(2, "x,y");
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      assertThat(file).hasContent("n,t\n7,\"x,y\"");
    }
  }

  @Test
  void anErrorSaysWhereAndWhatToDo() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT 1,\n  nothing"))
          .hasMessageContaining("COLUMN_NOT_FOUND at 2:3: there is no column 'nothing'");
      assertThatThrownBy(() ->
              rows(statement.executeQuery("SELECT CAST(t AS INT) FROM (VALUES ('ä')) AS v (t)")))
          .hasStackTraceContaining("INVALID_CAST")
          .hasStackTraceContaining("ä")
          .hasStackTraceContaining("hint: ");
    }
  }

  @Test
  void whatChangesSaysHow() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(TICKS);
      ResultSet result = statement.executeQuery("SELECT count(*) AS n FROM ticks");
      assertThat(result.getMetaData().getColumnName(1)).isEqualTo("$change");
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("+I");
      statement.cancel();
    }
  }

  @Test
  void aQueryWithoutEndStreamsUntilItIsCancelled() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(TICKS);
      ResultSet result = statement.executeQuery("SELECT counter FROM ticks");
      for (int i = 0; i < 10; i++) {
        assertThat(result.next()).isTrue();
        assertThat(result.getLong(1)).isEqualTo(i);
      }
      statement.cancel();
    }
  }

  /// A driver that goes half-way leaves nothing behind: checked when the server is closed.
  @Test
  void aConnectionIsClosedWhileItsQueryRuns() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ResultSet result =
          statement.executeQuery(
              "CREATE TABLE many WITH (connector = 'impulse', message_count = '10000000');"
                  + "SELECT counter, CAST(counter AS TEXT) AS t FROM many");
      assertThat(result.next()).isTrue();
    }
  }

  @Test
  void aLargeResultIsReadToItsEnd() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "CREATE TABLE many WITH (connector = 'impulse', message_count = '200000');"
                    + "SELECT counter, CAST(counter AS TEXT) AS t FROM many")) {
      long rows = 0;
      while (result.next()) {
        assertThat(result.getString(2)).isEqualTo(String.valueOf(result.getLong(1)));
        rows++;
      }
      assertThat(rows).isEqualTo(200_000);
    }
  }
}
