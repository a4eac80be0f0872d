package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest extends CatalogContract {
  @TempDir Path directory;

  @Override
  Catalog open() {
    return Catalog.open(directory);
  }

  @Test
  void theDirectoryIsMade() {
    Path deep = directory.resolve("a/b");
    Catalog.open(deep).close();
    assertThat(deep.resolve("wadi.db")).exists();
  }

  @Test
  void aSecondServerIsTurnedAway() {
    try (Catalog first = Catalog.open(directory)) {
      assertThat(first.pipelines().all()).isEmpty();
      assertThatThrownBy(() -> Catalog.open(directory))
          .isInstanceOfSatisfying(
              WadiException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE);
                assertThat(e.getMessage()).contains("in use by another server");
                assertThat(e.hint()).hasValueSatisfying(h -> assertThat(h).contains("--data-dir"));
              });
    }
  }

  @Test
  void aCatalogOfANewerVersionIsLeftAlone() throws SQLException {
    Catalog.open(directory).close();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wadi.db"));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> Catalog.open(directory))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("schema version 99");
  }

  @Test
  void aFileThatIsNoDatabaseIsAnError() throws Exception {
    Files.writeString(directory.resolve("wadi.db"), "no database at all, but long enough to see");
    assertThatThrownBy(() -> Catalog.open(directory))
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE));
  }
}
