package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.SharedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CatalogOptionsTest {
  private static final String URL = "--catalog=postgresql://wadi:swordfish@db:5432/wadi";

  @TempDir Path directory;

  private static ServerSettings settings(String... arguments) {
    return CommandLine.populateCommand(new ServerOptions(), arguments).settings();
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatThrownBy(() -> settings(arguments))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aServerWithoutACatalogOfItsOwnNeedsAPlaceForCheckpoints() {
    assertThat(settings().shared()).isEmpty();
    assertRefused("--catalog needs --checkpoint-dir", URL);
    assertRefused("--join needs --catalog", "--join=10.0.0.5");
    SharedSettings shared =
        settings(URL, "--checkpoint-dir=s3://shared", "--data-dir=here").shared().orElseThrow();
    assertThat(shared.catalog().key()).isEqualTo(Path.of("here", "secret.key"));
    assertThat(shared.catalog().address().password()).contains("swordfish");
    assertThat(shared.toString()).doesNotContain("swordfish");
  }

  @Test
  void thePasswordAndTheKeyMayBeInFiles() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "swordfish\n");
    SharedSettings shared =
        settings(
                "--catalog=postgresql://wadi@db/wadi",
                "--catalog-password-file=" + password,
                "--key-file=key",
                "--checkpoint-dir=shared")
            .shared()
            .orElseThrow();
    assertThat(shared.catalog().address().password()).contains("swordfish");
    assertThat(shared.catalog().key()).isEqualTo(Path.of("key"));
  }

  @Test
  void nobodyIsToldThePassword() {
    assertThatThrownBy(() -> settings("--catalog=mysql://wadi:swordfish@db/wadi"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("postgresql://user@host:5432/database")
        .hasMessageNotContaining("swordfish");
    var line = new CommandLine(new ConfigCommand());
    var configuration =
        ServerConfiguration.read(
            line.getCommandSpec(),
            List.of(),
            Map.of("WADI_CATALOG", URL.substring("--catalog=".length())));
    line.setDefaultValueProvider(configuration);
    assertThat(configuration.describe(line.parseArgs()))
        .contains("catalog: 'postgresql://wadi@db:5432/wadi'  # environment, WADI_CATALOG")
        .doesNotContain("swordfish");
  }
}
