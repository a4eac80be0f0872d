package dev.wadi.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredAnswers.StoredAnswer;
import dev.wadi.server.catalog.StoredAudit.AuditEntry;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredOwners.StoredOwner;
import dev.wadi.server.catalog.StoredPins.Pin;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredPlugins.PluginEntry;
import dev.wadi.server.catalog.StoredPlugins.StoredPlugin;
import dev.wadi.server.catalog.StoredProfiles.StoredProfile;
import dev.wadi.server.catalog.StoredServers.StoredServer;
import dev.wadi.server.catalog.StoredTables.StoredTable;
import dev.wadi.server.catalog.StoredTokens.StoredToken;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What a catalog does, whatever database it is in.
abstract class CatalogContract {
  private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");
  private static final StoredPipeline PIPELINE =
      new StoredPipeline("pl_1", "flights", "SELECT 1", 2, NOON, "dev");

  /// Opens the catalog of a test, or opens it once more.
  abstract Catalog open();

  @Test
  void everythingIsThereAfterReopening() {
    var table = new StoredTable("table_1", "t", "CREATE TABLE t ...", NOON);
    var error = new ErrorDescription("BAD_DATA", "line 7 is cut", 3, 8, "mend it");
    try (Catalog catalog = open()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));
      catalog.jobs().end("job_1", JobState.FAILED, NOON.plusSeconds(1), error);
      catalog.tables().add(table);
      catalog.plugins().put(new StoredPlugin("abc", "geo", new byte[] {0, -1}, NOON, List.of()));
      catalog.plugins().grant("abc", List.of("clock", "env:A=b\n\"c"));
      catalog.plugins().put(new StoredPlugin("abc", "geo", new byte[] {0, -1}, NOON, List.of()));
    }

    try (Catalog catalog = open()) {
      assertThat(catalog.pipelines().all()).containsExactly(PIPELINE);
      assertThat(catalog.jobs().ofPipeline("pl_1"))
          .containsExactly(
              new StoredJob("job_1", "pl_1", JobState.FAILED, NOON, NOON.plusSeconds(1), error));
      assertThat(catalog.tables().find("t")).contains(table);
      PluginEntry plugin = catalog.plugins().all().getFirst();
      assertThat(plugin.grants()).containsExactly("clock", "env:A=b\n\"c");
      assertThat(catalog.plugins().module("abc").orElseThrow()).containsExactly(0, -1);
    }
  }

  @Test
  void aPipelineKeepsItsVersionsOfPluginsFromEveryone() {
    try (Catalog catalog = open()) {
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
    try (Catalog catalog = open()) {
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
  void aJobTakesOverFromThoseThatRanBefore() {
    try (Catalog catalog = open()) {
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
    try (Catalog catalog = open()) {
      catalog.pipelines().add(PIPELINE);
      StoredJob job = StoredJob.started("job_1", "pl_1", NOON);
      catalog.jobs().add(job);
      assertThatThrownBy(() -> catalog.jobs().addSuccessor(job)).isInstanceOf(WadiException.class);
      assertThat(catalog.jobs().ofPipeline("pl_1")).containsExactly(job);
    }
  }

  @Test
  void oneJobIsListedAsRunningWhileOthersTakeOver() {
    try (Catalog catalog = open()) {
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
    try (Catalog catalog = open()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));

      assertThat(catalog.pipelines().remove("pl_1")).isTrue();
      assertThat(catalog.pipelines().remove("pl_1")).isFalse();
      assertThat(catalog.jobs().ofPipeline("pl_1")).isEmpty();
    }
  }

  @Test
  void whatHasBeenAnsweredIsKeptForAWhile() {
    var answer = new StoredAnswer("asked", 201, Map.of("Location", "/x"), "{}", NOON);
    try (Catalog catalog = open()) {
      catalog.answers().put("dev", "key", answer, NOON.minusSeconds(60));
      assertThat(catalog.answers().find("dev", "key", NOON.minusSeconds(60))).contains(answer);
      assertThat(catalog.answers().find("dev", "key", NOON.plusSeconds(1))).isEmpty();
      assertThat(catalog.answers().find("other", "key", NOON)).isEmpty();
      assertThatThrownBy(() -> catalog.answers().put("dev", "key", answer, NOON))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_NAME));
      var later = new StoredAnswer("asked", 201, Map.of(), "{}", NOON.plusSeconds(60));
      catalog.answers().put("dev", "key", later, NOON.plusSeconds(60));
      assertThat(catalog.answers().find("dev", "key", NOON)).contains(later);
      catalog.answers().remove("dev", "key");
      assertThat(catalog.answers().find("dev", "key", NOON)).isEmpty();
    }
  }

  @Test
  void ofACallersAnswersTheNewestAreKept() {
    try (Catalog catalog = open()) {
      var large = new StoredAnswer("asked", 201, Map.of(), "x".repeat(7 << 20), NOON);
      for (String key : List.of("one", "two", "three")) {
        catalog.answers().put("dev", key, large, NOON);
      }
      assertThat(catalog.answers().find("dev", "one", NOON)).isEmpty();
      assertThat(catalog.answers().find("dev", "three", NOON)).isPresent();
    }
  }

  @Test
  void whoDidWhatIsListedNewestFirst() {
    try (Catalog catalog = open()) {
      for (int i = 0; i < 3; i++) {
        catalog.audit().add(new AuditEntry(0, NOON, "dev", "admin", "here", "POST", "/" + i, 201));
      }
      List<AuditEntry> latest = catalog.audit().latest(Long.MAX_VALUE, 2);
      assertThat(latest).extracting(AuditEntry::path).containsExactly("/2", "/1");
      assertThat(catalog.audit().latest(latest.getLast().id(), 2))
          .extracting(AuditEntry::path)
          .containsExactly("/0");
    }
  }

  @Test
  void tokensAndProfilesAreThereAfterReopening() {
    var token = new StoredToken("dev", "admin", "hash", NOON, Optional.of(NOON.plusSeconds(1)));
    var endless = new StoredToken("ops", "viewer", "another", NOON, Optional.empty());
    var profile =
        new StoredProfile("cp_1", "prod", "redis", Map.of("address", "redis://:secret@host"), NOON);
    try (Catalog catalog = open()) {
      catalog.tokens().add(token);
      catalog.tokens().add(endless);
      catalog.profiles().add(profile);
      assertThatThrownBy(() -> catalog.tokens().add(token))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_NAME));
    }
    try (Catalog catalog = open()) {
      assertThat(catalog.tokens().all()).containsExactly(token, endless);
      assertThat(catalog.profiles().find("prod")).contains(profile);
    }
  }

  @Test
  void anUpgradeTakesThePlaceOfTheOneBefore() {
    try (Catalog catalog = open()) {
      catalog.pipelines().add(PIPELINE);
      StoredUpgrade first = upgrade("aa", "bb", NOON);
      catalog.upgrades().put(first);
      assertThat(catalog.pins().users("aa")).containsExactly("pl_1");
      catalog
          .upgrades()
          .end(
              first,
              UpgradeState.ROLLED_BACK,
              new ErrorDescription("BAD_DATA", "no", null, null, "mend it"));
      assertThat(catalog.pins().users("aa")).isEmpty();
      assertThat(catalog.upgrades().of("pl_1").orElseThrow().error().message()).isEqualTo("no");
      StoredUpgrade second = upgrade("aa", "cc", NOON.plusSeconds(1));
      catalog.upgrades().put(second);
      assertThat(catalog.upgrades().of("pl_1")).contains(second);
    }
  }

  private static StoredUpgrade upgrade(String from, String to, Instant at) {
    return new StoredUpgrade(
        "pl_1", "geo", from, to, List.of(from), 7, UpgradeState.ON_TRIAL, at, null, null);
  }

  @Test
  void changesThatFailTogetherLeaveNothing() {
    try (Catalog catalog = open()) {
      assertThatThrownBy(() ->
              catalog.atomically(() -> {
                catalog.pipelines().add(PIPELINE);
                catalog.atomically(() -> catalog.pins().put("pl_1", List.of()));
                throw new IllegalStateException("on purpose");
              }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(catalog.pipelines().all()).isEmpty();
    }
  }

  @Test
  void aPipelineGoesToAnotherServerOnlyWhenItsOwnIsGone() {
    try (Catalog catalog = open()) {
      catalog.pipelines().add(PIPELINE);
      catalog.jobs().add(StoredJob.started("job_1", "pl_1", NOON));
      catalog.servers().add("srv_1", URI.create("http://one"), 1);
      catalog.servers().add("srv_2", URI.create("http://two"), 2);
      assertThat(catalog.owners().orphans()).containsExactly("pl_1");

      StoredOwner first = new StoredOwner("srv_1", 1, Optional.of(URI.create("http://one")));
      assertThat(catalog.owners().claim("pl_1", "srv_1")).isEqualTo(first);
      assertThat(catalog.owners().claim("pl_1", "srv_1")).isEqualTo(first);
      assertThat(catalog.owners().claim("pl_1", "srv_2")).isEqualTo(first);
      assertThat(catalog.owners().orphans()).isEmpty();
      assertThat(catalog.owners().hold("pl_1", "srv_1", 1)).isTrue();

      catalog.servers().remove("srv_1");
      assertThat(catalog.owners().orphans()).containsExactly("pl_1");
      assertThat(catalog.owners().find("pl_1").orElseThrow().url()).isEmpty();
      assertThat(catalog.owners().claim("pl_1", "srv_2").term()).isEqualTo(2);
      assertThat(catalog.owners().hold("pl_1", "srv_1", 1)).isFalse();
      assertThat(catalog.owners().of("srv_1")).isEmpty();
      assertThat(catalog.owners().of("srv_2")).isEqualTo(Map.of("pl_1", 2L));
      catalog.jobs().end("job_1", JobState.FINISHED, NOON, null);
      catalog.servers().removeOthers("srv_1");
      assertThat(catalog.owners().orphans()).isEmpty();
      assertConflict(() -> catalog.owners().claim("pl_2", "srv_2"));
    }
  }

  @Test
  void aServerThatIsHeardIsNotRemovedAsSilent() {
    try (Catalog catalog = open()) {
      catalog.servers().add("srv_1", URI.create("http://one"), 1);
      StoredServer silent = catalog.servers().find("srv_1").orElseThrow();
      assertThat(catalog.servers().beat("srv_1")).isTrue();
      assertThat(catalog.servers().removeSilent(silent)).isFalse();
      StoredServer heard = catalog.servers().all().getFirst();
      assertThat(heard.beats()).isEqualTo(1);
      assertThat(catalog.servers().removeSilent(heard)).isTrue();
      assertThat(catalog.servers().beat("srv_1")).isFalse();
    }
  }
}
