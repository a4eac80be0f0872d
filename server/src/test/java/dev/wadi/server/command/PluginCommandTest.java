package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.client.ApiClient;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginCommandTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

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
        client.post("/pipelines/preview", Map.of("query", crash));
      }
      taken();
      assertThat(WadiCommand.run("plugin", "list", "--url", url)).isZero();
      assertThat(taken()).contains("in quarantine since ").contains(" after 5 failures: ");
      assertThat(WadiCommand.run("plugin", "release", "hostile", "--url", url)).isZero();
      assertThat(WadiCommand.run("plugin", "list", "--url", url)).isZero();
      assertThat(taken()).doesNotContain("in quarantine");
    }
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

  private String taken() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }
}
