package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.TlsSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tokens from the command line, over an encrypted connection too.
@Timeout(60)
class TokenCommandTest extends PrintedOutput {
  private static final Path CERTIFICATE = Path.of("src/test/resources/tls/localhost.pem");
  private static final Path KEY = Path.of("src/test/resources/tls/localhost.key");

  @TempDir Path directory;

  private String run(String... arguments) {
    WadiCommand.run(arguments);
    return taken();
  }

  @Test
  void aServerForOthersBeginsWithAToken() throws IOException {
    String data = directory.resolve("data").toString();
    String secret = run("token", "create", "root", "--role", "admin", "--data-dir", data).strip();
    assertThat(secret).startsWith("wadi_");
    Path file = Files.writeString(directory.resolve("token"), secret + "\n");

    var http =
        new HttpSettings(
            "0.0.0.0",
            0,
            0,
            Optional.of(new TlsSettings(CERTIFICATE, KEY)),
            100,
            ConnectionSettings.defaults());
    try (WadiServer server =
        WadiServer.start(ServerSettings.of(http, Optional.of(Path.of(data)), 1))) {
      String url = "https://localhost:" + server.url().getPort();
      String authority = CERTIFICATE.toString();
      assertThat(
              run("token", "list", "--url", url, "--token", secret, "--ca-certificate", authority))
          .startsWith("root admin, made ");
      assertThat(
              run(
                  "token",
                  "create",
                  "look",
                  "--role",
                  "viewer",
                  "--expires-in",
                  "12h",
                  "--url",
                  url,
                  "--token",
                  "@" + file,
                  "--ca-certificate",
                  authority))
          .startsWith("wadi_");
      assertThat(run("plugin", "list", "--url", url, "--ca-certificate", authority))
          .contains("UNAUTHENTICATED");
      assertThat(run("plugin", "list", "--url", url, "--token", secret))
          .contains("SERVER_UNREACHABLE");
      assertThat(run("token", "create", "x", "--role", "viewer", "--data-dir", data))
          .contains("CATALOG_UNAVAILABLE");
      assertThat(
              run(
                  "token",
                  "remove",
                  "look",
                  "--url",
                  url,
                  "--token",
                  secret,
                  "--ca-certificate",
                  authority))
          .isEmpty();
    }
  }

  @Test
  void whatCannotBeUsedIsSaid() {
    String data = directory.toString();
    assertThat(run("token", "create", "a", "--role", "king", "--data-dir", data))
        .contains("role is 'king', expected viewer, developer, admin");
    assertThat(
            run("token", "create", "a", "--role", "admin", "--expires-in", "9", "--data-dir", data))
        .contains("expected hours or days");
    assertThat(run("token", "create", "a", "--role", "viewer", "--data-dir", data))
        .contains("the first token must be an administrator's");
  }
}
