package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs `.slt` files about operators with state in {@link SltMode#KILLED}: every fourth of them, or
/// with `-Dwadi.killed=all` all, which takes some minutes.
class KilledSqlTest {
  private static final Path FOLDER = Path.of("src/test/resources/sql");
  private static final String CHOSEN = System.getProperty("wadi.slt", "");
  private static final int ONE_IN = System.getProperty("wadi.killed", "").equals("all") ? 1 : 4;
  private static final List<String> WITH_STATE =
      List.of(
          "aggregate",
          "changelog",
          "join",
          "late",
          "order",
          "over",
          "setop",
          "subquery",
          "union",
          "unnest",
          "updating",
          "watermark",
          "window");

  private static SqlEnvironment environment;
  @TempDir private static Path temporary;

  @BeforeAll
  static void start() {
    environment = new SqlEnvironment();
  }

  @AfterAll
  static void stop() {
    environment.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> files() {
    return WITH_STATE.stream()
        .flatMap(folder -> files(FOLDER.resolve(folder)).stream())
        .filter(path -> path.toString().contains(CHOSEN))
        .filter(path -> path.getFileName().hashCode() % ONE_IN == 0)
        .map(path -> DynamicTest.dynamicTest(FOLDER.relativize(path).toString(), () -> run(path)));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> path.toString().endsWith(".slt")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void run(Path path) throws IOException {
    SltFile file = SltFile.read(path);
    // Files that cannot be restored cannot be killed either.
    if (file.modes().contains(SltMode.RESTORED)) {
      Path folder = Files.createTempDirectory(temporary, "killed");
      new SltSession(environment, file, SltMode.KILLED, folder, null).run();
    }
  }
}
