package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.client.TrustedCertificate;
import dev.wadi.server.connection.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that take their time, below TLS and above it.
@Timeout(60)
class SlowTlsClientTest {
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
                  ConnectionSettings.defaults()
                      .withRequests(Duration.ofSeconds(1), Duration.ofSeconds(1))
                      .withQuiet(Duration.ofSeconds(1), Duration.ofSeconds(1))),
              Optional.empty(),
              1));

  @AfterEach
  void stop() {
    server.close();
  }

  private static String readToEnd(InputStream in) throws IOException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void aHeadThatNeverEnds() throws Exception {
    try (Socket socket =
        TrustedCertificate.in(CERTIFICATE)
            .getSocketFactory()
            .createSocket("localhost", server.url().getPort())) {
      socket
          .getOutputStream()
          .write("GET /api/v1/ping HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
      assertThat(readToEnd(socket.getInputStream()))
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json")
          .contains("the head of the request takes too long");
    }
  }

  @Test
  void aGreetingThatNeverEnds() throws Exception {
    for (int port : new int[] {server.url().getPort(), server.grpcUrl().getPort()}) {
      try (var silent = new Socket("localhost", port);
          var hesitant = new Socket("localhost", port)) {
        // The first bytes of a TLS record.
        hesitant.getOutputStream().write(new byte[] {22, 3, 1, 2});
        assertThat(readToEnd(silent.getInputStream())).isEmpty();
        assertThat(readToEnd(hesitant.getInputStream())).isEmpty();
      }
    }
  }
}
