package dev.wadi.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs the `.slt` files; see the package for their format.
class SqlFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/sql");
  private static final String CHOSEN = System.getProperty("wadi.slt", "");
  private static final boolean UPDATE = Boolean.getBoolean("wadi.slt.update");

  private static SqlEnvironment environment;
  @TempDir private static Path temporary;

  @BeforeAll
  static void start() {
    environment = new SqlEnvironment();
  }

  @AfterAll
  static void stop() {
    environment.close();
  }

  @TestFactory
  List<DynamicNode> files() throws IOException {
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      return paths
          .filter(path -> path.toString().endsWith(".slt"))
          .filter(path -> path.toString().contains(CHOSEN))
          .sorted()
          .map(SqlFilesTest::modes)
          .toList();
    }
  }

  private static DynamicNode modes(Path path) {
    String name = FOLDER.relativize(path).toString();
    try {
      SltFile file = SltFile.read(path);
      return DynamicContainer.dynamicContainer(
          name,
          path.toUri(),
          file.modes().stream()
              .filter(mode -> mode != SltMode.KILLED)
              .limit(UPDATE ? 1 : SltMode.values().length)
              .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> run(file, mode))));
    } catch (IOException | IllegalArgumentException e) {
      return DynamicTest.dynamicTest(
          name,
          () -> {
            throw e;
          });
    }
  }

  private static void run(SltFile file, SltMode mode) throws IOException {
    SltUpdate update = UPDATE ? new SltUpdate() : null;
    Path folder = Files.createTempDirectory(temporary, mode.name());
    new SltSession(environment, file, mode, folder, update).run();
    if (update != null) {
      update.applyTo(file.path());
    }
  }
}
