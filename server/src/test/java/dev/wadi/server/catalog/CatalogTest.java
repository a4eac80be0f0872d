package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPins.Pin;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredPlugins.StoredPlugin;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");
  private static final StoredPipeline PIPELINE =
      new StoredPipeline("pl_1", "flights", "SELECT 1", 2, NOON, "dev");

  @TempDir Path directory;

  @Test
  void everythingIsThereAfterReopening() {
    var table = new StoredTable("table_1", "t", "CREATE TABLE t ...", NOON);
    var error = new ErrorDescription("BAD_DATA", "line 7 is cut", 3, 8, "mend it");
    try (Catalog catalog = Catalog.open(directory)) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));
      catalog.jobs().end("job_1", JobState.FAILED, NOON.plusSeconds(1), error);
      catalog.tables().add(table);
      catalog.plugins().put(new StoredPlugin("abc", "geo", new byte[] {0, -1}, NOON, List.of()));
      catalog.plugins().grant("abc", List.of("clock", "env:A=b\n\"c"));
      catalog.plugins().put(new StoredPlugin("abc", "geo", new byte[] {0, -1}, NOON, List.of()));
    }

    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(catalog.pipelines().all()).containsExactly(PIPELINE);
      assertThat(catalog.jobs().ofPipeline("pl_1"))
          .containsExactly(
              new StoredJob("job_1", "pl_1", JobState.FAILED, NOON, NOON.plusSeconds(1), error));
      assertThat(catalog.tables().find("t")).contains(table);
      StoredPlugin plugin = catalog.plugins().all().getFirst();
      assertThat(plugin.module()).containsExactly(0, -1);
      assertThat(plugin.grants()).containsExactly("clock", "env:A=b\n\"c");
    }
  }

  @Test
  void aPipelineKeepsItsVersionsOfPluginsFromEveryone() {
    try (Catalog catalog = Catalog.open(directory)) {
      catalog.pipelines().add(PIPELINE);
      assertThat(catalog.pins().of("pl_1")).isEmpty();
      for (String sha256 : List.of("aa", "bb")) {
        catalog.plugins().put(new StoredPlugin(sha256, "geo", new byte[1], NOON, List.of()));
      }
      catalog.pins().put("pl_1", List.of());
      assertThat(catalog.pins().of("pl_1")).hasValue(List.of());
      catalog.pins().put("pl_1", List.of("bb", "aa"));
      assertConflict(() -> catalog.pins().put("pl_1", List.of("aa", "cc")));
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(catalog.pins().of("pl_1"))
          .hasValue(List.of(new Pin("geo", "bb"), new Pin("geo", "aa")));
      assertThat(catalog.pins().users("bb")).containsExactly("pl_1");
      assertConflict(() -> catalog.plugins().remove("bb"));
      catalog.pins().put("pl_1", List.of("aa"));
      assertThat(catalog.plugins().remove("bb")).isTrue();
      catalog.pipelines().remove("pl_1");
      assertThat(catalog.plugins().remove("aa")).isTrue();
    }
  }

  private static void assertConflict(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void theDirectoryIsMade() {
    Path deep = directory.resolve("a/b");
    Catalog.open(deep).close();
    assertThat(deep.resolve("wadi.db")).exists();
  }

  @Test
  void aJobTakesOverFromThoseThatRanBefore() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));
      catalog.jobs().add(StoredJob.started("job_2", "pl_1", NOON));
      catalog.jobs().end("job_2", JobState.FINISHED, NOON, null);
      assertThat(catalog.jobs().activePipelines()).containsExactly("pl_1");

      catalog.jobs().addSuccessor(StoredJob.started("job_3", "pl_1", NOON));
      assertThat(catalog.jobs().ofPipeline("pl_1"))
          .extracting(StoredJob::state)
          .containsExactly(JobState.RUNNING, JobState.FINISHED, JobState.STOPPED);
    }
  }

  @Test
  void aSuccessorThatCannotBeAddedStopsNobody() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.pipelines().add(PIPELINE);
      StoredJob job = StoredJob.started("job_1", "pl_1", NOON);
      catalog.jobs().add(job);
      assertThatThrownBy(() -> catalog.jobs().addSuccessor(job)).isInstanceOf(WadiException.class);
      assertThat(catalog.jobs().ofPipeline("pl_1")).containsExactly(job);
    }
  }

  @Test
  void oneJobIsListedAsRunningWhileOthersTakeOver() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_0", "pl_1", NOON));
      var successors =
          CompletableFuture.runAsync(() ->
              IntStream.range(1, 200)
                  .forEach(i ->
                      catalog.jobs().addSuccessor(StoredJob.started("job_" + i, "pl_1", NOON))));
      do {
        assertThat(catalog.jobs().ofPipeline("pl_1"))
            .filteredOn(job -> job.state() == JobState.RUNNING)
            .hasSize(1);
      } while (!successors.isDone());
      successors.join();
    }
  }

  @Test
  void aPipelineTakesItsJobsWithIt() {
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));

      assertThat(catalog.pipelines().remove("pl_1")).isTrue();
      assertThat(catalog.pipelines().remove("pl_1")).isFalse();
      assertThat(catalog.jobs().ofPipeline("pl_1")).isEmpty();
    }
  }

  @Test
  void aSecondServerIsTurnedAway() {
    try (Catalog first = Catalog.open(directory)) {
      first.pipelines().add(PIPELINE);
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
