package dev.wadi.server.flight;

import static dev.wadi.server.flight.FlightTestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.TlsSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// gRPC over TLS, with the driver that people connect with.
@Timeout(60)
class FlightTlsTest {
  private static final Path CERTIFICATE = Path.of("src/test/resources/tls/localhost.pem");
  private static final Path KEY = Path.of("src/test/resources/tls/localhost.key");

  private final WadiServer server =
      WadiServer.start(
          ServerSettings.of(
              new HttpSettings(
                  "127.0.0.1",
                  0,
                  0,
                  Optional.of(new TlsSettings(CERTIFICATE, KEY)),
                  HttpSettings.DEFAULT_REQUEST_RATE,
                  ConnectionSettings.defaults()),
              Optional.empty(),
              1));

  @AfterEach
  void stop() {
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  private List<String> ask(String options) throws SQLException {
    String url =
        "jdbc:arrow-flight-sql://localhost:%d?%s".formatted(server.grpcUrl().getPort(), options);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      return rows(statement.executeQuery("SELECT 1 AS n"));
    }
  }

  private List<String> askTrusting() throws SQLException {
    return ask("useEncryption=true&useSystemTrustStore=false&tlsRootCerts=" + CERTIFICATE);
  }

  @Test
  void whoKnowsTheCertificateIsServed() throws SQLException {
    assertThat(server.grpcUrl().getScheme()).isEqualTo("grpc+tls");
    assertThat(askTrusting()).containsExactly("1");
  }

  @Test
  void whoDoesNotKnowTheCertificateLeaves() throws SQLException {
    assertThatThrownBy(() -> ask("useEncryption=true")).isInstanceOf(SQLException.class);
    assertThat(askTrusting()).containsExactly("1");
  }

  @Test
  void whoDoesNotEncryptGetsNothing() throws Exception {
    assertThatThrownBy(() -> ask("useEncryption=false")).isInstanceOf(SQLException.class);
    assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotContain("HTTP");
    assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).doesNotContain("HTTP");
    assertThat(askTrusting()).containsExactly("1");
  }

  // TLS has an answer of its own: an alert, or nothing.
  private String answer(String text) throws IOException {
    try (var socket = new Socket("localhost", server.grpcUrl().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
