package dev.wadi.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// A real server, and the driver that people connect with. Closing it checks that no off-heap
/// memory is left.
final class FlightTestServer implements AutoCloseable {
  private final WadiServer server;

  FlightTestServer() {
    this(ConnectionSettings.defaults());
  }

  FlightTestServer(ConnectionSettings connections) {
    server = WadiServer.start(ServerSettings.temporary(1).withConnections(connections));
  }

  URI http() {
    return server.url();
  }

  URI grpc() {
    return server.grpcUrl();
  }

  Connection connect() throws SQLException {
    return connect(new Properties());
  }

  Connection connect(Properties properties) throws SQLException {
    URI url = grpc();
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://%s:%d?useEncryption=false".formatted(url.getHost(), url.getPort()),
        properties);
  }

  /// All rows as text, columns separated by commas.
  static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (result) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join(",", row));
      }
    }
    return rows;
  }

  @Override
  public void close() {
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }
}
