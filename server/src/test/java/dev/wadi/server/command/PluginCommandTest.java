package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginCommandTest extends PrintedOutput {
  @Test
  void aPluginIsAddedListedAndRemoved() {
    Path plugin = Path.of(System.getProperty("wadi.home"), "sample-plugins/geo/geo.wasm");
    try (WadiServer server = WadiServer.start(ServerSettings.temporary(1))) {
      String url = server.url().toString();
      assertThat(WadiCommand.run("plugin", "add", plugin.toString(), "--url", url)).isZero();
      assertThat(taken()).startsWith("geo 1.").contains("great_circle_km(");
      assertThat(WadiCommand.run("plugin", "list", "--url", url)).isZero();
      assertThat(taken()).contains("title_case(");
      assertThat(WadiCommand.run("plugin", "grant", "geo", "clock", "env:K=v", "--url", url))
          .isZero();
      assertThat(taken()).contains("may use clock, env:K\n");
      assertThat(WadiCommand.run("plugin", "grant", "geo", "sky", "--url", url)).isEqualTo(1);
      assertThat(taken()).contains("'sky' is nothing to grant").contains("read:/FOLDER");
      assertThat(WadiCommand.run("plugin", "grant", "geo", "--url", url)).isZero();
      assertThat(taken()).doesNotContain("may use");
      assertThat(WadiCommand.run("plugin", "remove", "geo", "--url", url)).isZero();
      assertThat(WadiCommand.run("plugin", "remove", "geo", "--url", url)).isEqualTo(1);
      assertThat(taken()).contains("error[NOT_FOUND]: no plugin 'geo'");
      Path format = plugin.resolveSibling("../logfmt/logfmt.wasm");
      assertThat(WadiCommand.run("plugin", "add", format.toString(), "--url", url)).isZero();
      assertThat(taken()).contains("  format 'logfmt', read and written: Pairs of keys");
    }
  }

  @Test
  void aPluginInQuarantineIsListedAsSuchAndReleased() {
    Path plugin = Path.of("src/test/resources/guests/hostile.wasm");
    try (WadiServer server = WadiServer.start(ServerSettings.temporary(1));
        ApiClient client = new ApiClient(server.url())) {
      String url = server.url().toString();
      assertThat(WadiCommand.run("plugin", "add", plugin.toString(), "--url", url)).isZero();
      String crash = "SELECT crash(x) FROM (VALUES (1)) AS t (x);";
      while (client.get("/plugins/hostile").path("quarantine").isMissingNode()) {
        preview(client, crash);
      }
      taken();
      assertThat(WadiCommand.run("plugin", "list", "--url", url)).isZero();
      assertThat(taken()).contains("in quarantine since ").contains(" after 5 failures: ");
      assertThat(WadiCommand.run("plugin", "release", "hostile", "--url", url)).isZero();
      assertThat(WadiCommand.run("plugin", "list", "--url", url)).isZero();
      assertThat(taken()).doesNotContain("in quarantine");
    }
  }

  // The failures before come in while the next query is planned.
  private static void preview(ApiClient client, String query) {
    try {
      client.post("/pipelines/preview", Map.of("query", query));
    } catch (WadiException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_QUARANTINED);
    }
  }

  @Test
  void aSignedPluginIsTakenWhereItsKeyIsTrusted(@TempDir Path directory) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path key = pem(directory.resolve("key.pem"), "PRIVATE KEY", keys.getPrivate());
    Path publicKey = pem(directory.resolve("public.pem"), "PUBLIC KEY", keys.getPublic());
    Path plugin =
        Files.copy(
            Path.of(System.getProperty("wadi.home"), "sample-plugins/geo/geo.wasm"),
            directory.resolve("geo.wasm"));
    var settings = ServerSettings.temporary(1).withTrusted(KeyFiles.trusted(List.of(publicKey)));
    try (WadiServer server = WadiServer.start(settings)) {
      String[] add = {"plugin", "add", plugin.toString(), "--url", server.url().toString()};
      String[] verify = {"plugin", "verify", plugin.toString(), "--key", publicKey.toString()};
      assertThat(WadiCommand.run(add)).isEqualTo(1);
      assertThat(taken()).contains("error[PLUGIN_UNTRUSTED]").contains("./wadi plugin sign");
      assertThat(WadiCommand.run(verify)).isEqualTo(1);
      assertThat(WadiCommand.run("plugin", "sign", plugin.toString(), "--key", key.toString()))
          .isZero();
      assertThat(WadiCommand.run(verify)).isZero();
      assertThat(WadiCommand.run(add)).isZero();
    }
  }

  @Test
  void whatIsNoKeyIsSaidToBeNone(@TempDir Path directory) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    Path rsa = pem(directory.resolve("rsa.pem"), "PRIVATE KEY", keys.getPrivate());
    Path module = Files.write(directory.resolve("m.wasm"), new byte[] {1});
    assertThat(WadiCommand.run("plugin", "sign", module.toString(), "--key", rsa.toString()))
        .isEqualTo(1);
    assertThat(taken()).contains("has no Ed25519 private key").contains("openssl genpkey");
    assertThat(WadiCommand.run("server", "--plugin-key", rsa.toString())).isEqualTo(1);
    assertThat(taken()).contains("has no Ed25519 public key");
    assertThat(Files.readAllBytes(module)).containsExactly(1);
  }

  private static Path pem(Path file, String kind, Key key) throws IOException {
    String content = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, content));
  }

  @Test
  void withoutAServerTheUserIsToldSo() {
    // Nothing listens on the discard port.
    assertThat(WadiCommand.run("plugin", "list", "--url", "http://127.0.0.1:9")).isEqualTo(1);
    assertThat(taken()).contains("error[SERVER_UNREACHABLE]").contains("./wadi server");
  }

  @Test
  void aSubcommandIsRequired() {
    assertThat(WadiCommand.run("plugin")).isEqualTo(2);
  }
}
