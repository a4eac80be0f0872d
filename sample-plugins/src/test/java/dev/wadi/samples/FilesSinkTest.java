package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.sdk.testing.TwoPhaseContract;
import dev.wadi.wasm.Grants;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.PluginRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sink `files`: each row is there once, whatever dies in between.
@ExtendWith(NoLeaks.class)
class FilesSinkTest {
  @TempDir private Path folder;

  private final PluginRegistry registry = new PluginRegistry();
  private PluginModule plugin;

  @BeforeEach
  void load() throws IOException {
    plugin = registry.add(Files.readAllBytes(Path.of("files", "files.wasm")));
  }

  private TwoPhaseSink sink() {
    CanWrite connector = (CanWrite) plugin.connectors().getFirst();
    return (TwoPhaseSink)
        connector.sink(
            new TableDefinition(
                "t", connector.id(), TwoPhaseContract.SCHEMA, Map.of("path", folder.toString())));
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static Stream<Long> numbers(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> Long.parseLong(line.replace("{\"n\":", "").replace("}", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Table implements TwoPhaseContract.Table {
    @Override
    public TwoPhaseSink sink() {
      return FilesSinkTest.this.sink();
    }

    @Override
    public List<Long> visible() {
      return files().stream()
          .filter(file -> !isHidden(file))
          .flatMap(FilesSinkTest::numbers)
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "3, 4"})
  void everyRowIsThereOnce(int parallelism, long seed) {
    registry.grant(plugin, Grants.parse(List.of("write:" + folder)));
    try (var contract = new TwoPhaseContract(new Table(), parallelism, seed)) {
      contract.live(150);
    }
    assertThat(files()).noneMatch(FilesSinkTest::isHidden);
  }

  @Test
  void withoutAGrantNothingIsWritten() {
    var context = new Sink.WriteContext(0, 1, "job", false);
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> sink().open(context).close());
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    assertThat(error).hasMessageContaining("plugin 'files' needs write");
    assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("plugin grant"));
  }
}
