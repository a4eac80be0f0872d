package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServerConfigurationTest {
  @TempDir Path directory;

  private String described(Map<String, String> environment, String... arguments) {
    var line = new CommandLine(new ConfigCommand());
    var configuration =
        ServerConfiguration.read(line.getCommandSpec(), List.of(arguments), environment);
    line.setDefaultValueProvider(configuration);
    return configuration.describe(line.parseArgs(arguments));
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("wadi.yaml"), text).toString();
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    String file = file("port: 1\nhost: 127.0.0.2\nparallelism: 3\n");
    var environment = Map.of("WADI_PORT", "2", "WADI_HOST", "127.0.0.3");
    assertThat(described(environment, "--config", file, "--port=4"))
        .contains(
            "port: 4  # command line\n",
            "host: 127.0.0.3  # environment, WADI_HOST\n",
            "parallelism: 3  # " + file + "\n",
            "data-dir: .wadi  # default\n",
            "# tls-key: (none)\n");
  }

  @Test
  void whatClientsAreGrantedIsAPartOfIt() throws IOException {
    String file = file("idle-timeout: 7\n");
    assertThat(
            described(Map.of("WADI_DRAIN_TIMEOUT", "3"), "--config", file, "--max-connections=9"))
        .contains(
            "max-connections: 9  # command line\n",
            "max-connections-per-address: 2500  # default\n",
            "header-timeout: 10  # default\n",
            "body-timeout: 60  # default\n",
            "idle-timeout: 7  # " + file + "\n",
            "stall-timeout: 600  # default\n",
            "drain-timeout: 3  # environment, WADI_DRAIN_TIMEOUT\n");
  }

  @Test
  void theFileMayBeNamedByTheEnvironment() throws IOException {
    String file = file("port: 7\n");
    assertThat(described(Map.of("WADI_CONFIG", file))).contains("port: 7  # " + file);
  }

  @Test
  void severalValuesAreAList() throws IOException {
    String file = file("plugin-key:\n  - a.pem\n  - b.pem\n");
    assertThat(described(Map.of(), "--config=" + file))
        .contains("plugin-key: [a.pem, b.pem]  # " + file);
  }

  @Test
  void whatIsPrintedIsAConfiguration() throws IOException {
    String printed = described(Map.of("WADI_DATA_DIR", "a: b # c"));
    assertThat(described(Map.of(), "--config", file(printed))).contains("data-dir: 'a: b # c'");
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(described(Map.of(), "--config", file("# nothing\n"))).contains("port: 5115");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prt: 1 | INVALID_OPTION | did you mean 'port'?",
        "config: x | INVALID_OPTION | it may set",
        "port: | INVALID_ARGUMENT | has no value",
        "port: {a: 1} | INVALID_ARGUMENT | has no value",
        "just words | INVALID_ARGUMENT | it has no options",
        "'port: 1\nport: 2' | INVALID_ARGUMENT | Duplicate",
        "'port: [1' | INVALID_ARGUMENT | no configuration"
      })
  void whatTheFileMustNotHold(String text, ErrorCode code, String message) throws IOException {
    String file = file(text);
    assertThatThrownBy(() -> described(Map.of(), "--config", file))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage() + e.hint().orElse("")).contains(message);
            });
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> described(Map.of(), "--config", "none.yaml"))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("none.yaml");
  }
}
