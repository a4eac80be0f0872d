package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredPlugins.StoredPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCatalogTest extends CatalogContract {
  private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");

  @TempDir Path directory;
  private final PostgresAddress address = TestPostgres.empty();

  @Override
  Catalog open() {
    return open(address);
  }

  private Catalog open(PostgresAddress where) {
    return open(where, "key");
  }

  private Catalog open(PostgresAddress where, String key) {
    return Catalog.open(new SharedCatalog(where, directory.resolve(key)));
  }

  private static void assertUnavailable(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE))
        .hasMessageContaining(message);
  }

  @Test
  void serversThatStartAtOnceMakeItsTablesOnce() {
    List<CompletableFuture<Catalog>> opened =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(this::open)).toList();
    opened.getFirst().join().pipelines().add(pipeline("pl_1"));
    assertThat(opened)
        .allSatisfy(catalog -> assertThat(catalog.join().pipelines().all()).hasSize(1));
    opened.forEach(catalog -> catalog.join().close());
  }

  private static StoredPipeline pipeline(String id) {
    return new StoredPipeline(id, "flights", "SELECT 1", 2, NOON, "dev");
  }

  @Test
  void whatOneServerChangesOthersSeeAtOnce() {
    try (Catalog one = open();
        Catalog other = open()) {
      one.plugins().put(new StoredPlugin("aa", "geo", new byte[] {1}, NOON, List.of("clock")));
      assertThat(other.plugins().all().getFirst().grants()).containsExactly("clock");
      other.pipelines().add(pipeline("pl_1"));
      one.atomically(() -> {
        one.jobs().add(StoredJob.started("job_1", "pl_1", NOON));
        assertThat(other.jobs().ofPipeline("pl_1")).isEmpty();
      });
      assertThat(other.jobs().ofPipeline("pl_1")).hasSize(1);
    }
  }

  @Test
  void aKeyThatIsNotTheCatalogsIsRefused() {
    open().close();
    assertUnavailable(() -> open(address, "missing"), "a key that is not in");
    Encryption.withKeyIn(directory.resolve("other"));
    assertUnavailable(() -> open(address, "other"), "another key");
    open().close();
  }

  @Test
  void aLostConnectionIsAnErrorUntilItIsBack() throws IOException {
    try (WeakLink link = new WeakLink(TestPostgres.port());
        Catalog catalog = open(TestPostgres.by(link.port(), address))) {
      catalog.pipelines().add(pipeline("pl_1"));
      link.cut();
      assertUnavailable(() -> catalog.pipelines().all(), "the catalog postgresql://postgres@");
      assertUnavailable(
          () -> catalog.atomically(() -> catalog.pipelines().add(pipeline("pl_2"))),
          "cannot be used");
      link.mend();
      awaitAnswer(catalog);
      assertThat(catalog.pipelines().all()).containsExactly(pipeline("pl_1"));
    }
  }

  // A connection that was in use a moment ago is tried before others are made.
  private static void awaitAnswer(Catalog catalog) {
    boolean answered = false;
    while (!answered) {
      try {
        catalog.pipelines().all();
        answered = true;
      } catch (WadiException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE);
      }
    }
  }

  @Test
  void aTransactionThatLosesItsConnectionLeavesNothing() throws IOException {
    try (WeakLink link = new WeakLink(TestPostgres.port());
        Catalog catalog = open(TestPostgres.by(link.port(), address))) {
      assertUnavailable(
          () ->
              catalog.atomically(() -> {
                catalog.pipelines().add(pipeline("pl_1"));
                link.cut();
                catalog.pipelines().add(pipeline("pl_2"));
              }),
          "cannot be used");
      link.mend();
      awaitAnswer(catalog);
      assertThat(catalog.pipelines().all()).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsAnError() {
    var nowhere =
        new PostgresAddress("127.0.0.1:1/wadi", "", Optional.of("dev"), Optional.of("swordfish"));
    assertUnavailable(() -> open(nowhere), "postgresql://dev@127.0.0.1:1/wadi");
    assertThatThrownBy(() -> open(nowhere)).hasMessageNotContaining("swordfish");
    String place = "127.0.0.1:%d/none".formatted(TestPostgres.port());
    assertUnavailable(
        () -> open(new PostgresAddress(place, "", address.user(), address.password())),
        "does not exist");
  }

  @Test
  void aTextThatPostgresCannotKeepIsTheCallersMistake() {
    try (Catalog catalog = open()) {
      assertThatThrownBy(() -> catalog.pipelines().add(pipeline("a\u0000b")))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
  }

  @Test
  void aCatalogOfANewerVersionIsLeftAlone() throws SQLException {
    open().close();
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("UPDATE catalog SET value = '99' WHERE name = 'version'");
    }
    assertUnavailable(this::open, "schema version 99");
  }
}
