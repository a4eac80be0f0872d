package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
  private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");

  @TempDir Path directory;

  @Test
  void whatIsEncryptedCanBeReadInItsPlaceOnly() {
    Path key = directory.resolve("key");
    String stored = Encryption.withKeyIn(key).encrypt("a secret \u00e4", "here");
    assertThat(stored).doesNotContain("secret");
    assertThat(Encryption.withKeyIn(key).decrypt(stored, "here")).isEqualTo("a secret \u00e4");
    assertThat(Encryption.withKeyIn(key).encrypt("a secret \u00e4", "here")).isNotEqualTo(stored);
    assertThatThrownBy(() -> Encryption.withKeyIn(key).decrypt(stored, "there"))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> Encryption.ofThisProcess().decrypt(stored, "here"))
        .isInstanceOf(WadiException.class);
  }

  @Test
  void theKeyIsForItsOwnersEyesOnly() throws IOException {
    Path key = directory.resolve("key");
    Encryption.withKeyIn(key);
    assertThat(Files.getPosixFilePermissions(key))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void aWrongKeyIsSaid() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "c2hvcnQ=");
    assertThatThrownBy(() -> Encryption.withKeyIn(key))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("is no key");
    Files.writeString(key, "***");
    assertThatThrownBy(() -> Encryption.withKeyIn(key)).isInstanceOf(WadiException.class);
  }

  @Test
  void theCatalogHoldsNoSecret() throws IOException {
    try (Catalog catalog = Catalog.open(directory)) {
      catalog
          .plugins()
          .put(
              new StoredPlugins.StoredPlugin(
                  "abc", "geo", new byte[0], NOON, List.of("env:KEY=swordfish")));
      catalog
          .profiles()
          .add(
              new StoredProfiles.StoredProfile(
                  "cp_1", "prod", "redis", Map.of("address", "redis://:swordfish@host"), NOON));
    }
    for (Path file : List.of(directory.resolve("wadi.db"), directory.resolve("wadi.db-wal"))) {
      if (Files.exists(file)) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("swordfish");
      }
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(catalog.plugins().all().getFirst().grants()).containsExactly("env:KEY=swordfish");
      assertThat(catalog.profiles().find("prod").orElseThrow().options())
          .containsEntry("address", "redis://:swordfish@host");
    }
    Files.delete(directory.resolve("secret.key"));
    assertThatThrownBy(
            () -> {
              try (Catalog catalog = Catalog.open(directory)) {
                catalog.profiles().all();
              }
            })
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void whatWasInTheClearIsEncryptedWhenTheCatalogIsOpened() throws SQLException {
    try (Catalog catalog = Catalog.open(directory)) {
      catalog
          .plugins()
          .put(new StoredPlugins.StoredPlugin("abc", "geo", new byte[0], NOON, List.of()));
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wadi.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE plugins SET grants = '[\"env:KEY=swordfish\"]'");
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(catalog.plugins().all().getFirst().grants()).containsExactly("env:KEY=swordfish");
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wadi.db"));
        var rows = connection.createStatement().executeQuery("SELECT grants FROM plugins")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).startsWith("enc1:").doesNotContain("swordfish");
    }
  }
}
