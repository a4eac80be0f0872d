package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.testing.HandTurnedClock;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CheckpointRunTest {
  private final MemoryStore store = new MemoryStore();

  // Numbers of manifests: the first is what a run begins with.
  private List<Long> manifests() throws IOException {
    return ManifestLog.numbers(store.names()).reversed();
  }

  private static void assertFails(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
        .hasMessageStartingWith(message);
  }

  @Test
  void aCheckpointIsPublishedWhenAllTasksHaveSaved() throws IOException {
    try (CheckpointRun run = Runs.start(store, "r")) {
      run.save(1, Runs.FIRST_READER, Runs.state("a"));
      run.save(1, Runs.SECOND_READER, Runs.state("b"));
      assertThat(run.outcome(1)).isEqualTo(Outcome.PENDING);
      assertThat(manifests()).containsExactly(1L);
      run.save(1, Runs.WRITER, Runs.state("c"));
      assertThat(Runs.decided(run, 1)).isEqualTo(Outcome.PUBLISHED);
    }
    RestorePoint point = new Checkpoints(store, 2).newest();
    assertThat(point.lastEpoch()).isEqualTo(1);
    assertThat(point.splits(0).orElseThrow())
        .extracting(split -> split.split().position())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(point.committables(0)).containsExactly("commit a", "commit b", "commit c");
    assertThat(point.ended(0)).isFalse();
    Manifest manifest = point.manifest().orElseThrow();
    assertThat(manifest.finished()).isFalse();
    assertThat(manifest.bytes()).isEqualTo(3);
    Manifest.StateFile file = manifest.stages().get(1).files().getFirst();
    assertThat(new String(store.files().get(file.name()), StandardCharsets.UTF_8)).isEqualTo("c");
  }

  @Test
  void theNextRunGoesOnCounting() {
    try (CheckpointRun run = Runs.start(store, "r1")) {
      Runs.checkpoint(run, 1);
    }
    assertThat(new Checkpoints(store, 2).newest().lastEpoch()).isEqualTo(1);
    try (CheckpointRun run = Runs.start(store, "r2")) {
      assertThat(Runs.checkpoint(run, 2)).isEqualTo(Outcome.PUBLISHED);
      assertThat(run.history().entries())
          .extracting(CheckpointHistory.Entry::epoch)
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void onlyTheNewestCheckpointsAreKept() throws IOException {
    try (CheckpointRun run = Runs.start(store, "r")) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        assertThat(Runs.checkpoint(run, epoch)).isEqualTo(Outcome.PUBLISHED);
      }
    }
    assertThat(manifests()).containsExactly(5L, 6L);
    assertThat(store.names()).hasSize(2 + 2 * 3);
  }

  @Test
  void aFailedCheckpointLeavesNothingAndTheNextTakesItsPlace() throws IOException {
    try (CheckpointRun run = Runs.start(store, "r")) {
      store.failWith("disk full");
      assertThat(Runs.checkpoint(run, 1)).isEqualTo(Outcome.FAILED);
      assertThat(store.names()).containsExactly(ManifestLog.name(1));
      assertThat(run.last()).isNull();
      store.failWith(null);
      assertThat(Runs.checkpoint(run, 2)).isEqualTo(Outcome.PUBLISHED);
      List<CheckpointHistory.Entry> history = run.history().entries();
      assertThat(history.getFirst().published()).isTrue();
      assertThat(history.getFirst().bytes()).isEqualTo(6);
      assertThat(history.getLast().published()).isFalse();
      assertThat(history.getLast().error().orElseThrow()).endsWith("disk full");
    }
  }

  @Test
  void whenSeveralFailInARowTheJobMustFail() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      Runs.checkpoint(run, 1);
      store.failWith("disk full");
      assertThat(Runs.checkpoint(run, 2)).isEqualTo(Outcome.FAILED);
      assertThat(Runs.checkpoint(run, 3)).isEqualTo(Outcome.FAILED);
      assertThatThrownBy(() -> Runs.checkpoint(run, 4))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
          .hasMessageStartingWith("3 checkpoints in a row have failed, the last one is 1: ")
          .hasMessageEndingWith("disk full");
      assertThat(run.lastFailure().code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED);
    }
    assertThat(new Checkpoints(store, 2).newest().lastEpoch()).isEqualTo(1);
  }

  @Test
  void aRunShutsOutThoseBeforeIt() {
    try (CheckpointRun first = Runs.start(store, "r1")) {
      assertThat(Runs.checkpoint(first, 1)).isEqualTo(Outcome.PUBLISHED);
      try (CheckpointRun second = Runs.start(store, "r2")) {
        assertFails(() -> Runs.checkpoint(first, 2), "another run of pipeline 'pl_1'");
        assertThat(Runs.checkpoint(second, 2)).isEqualTo(Outcome.PUBLISHED);
      }
      assertFails(() -> Runs.checkpoint(first, 3), "another run of pipeline 'pl_1'");
    }
    Manifest newest = new Checkpoints(store, 2).newest().manifest().orElseThrow();
    assertThat(newest.epoch()).isEqualTo(2);
    assertThat(newest.files()).allMatch(file -> file.name().contains("-r2-"));
  }

  // The number that it would take next is free again, since newer ones have made it superfluous.
  @Test
  void aRunIsShutOutHoweverLongItHasSlept() throws IOException {
    try (CheckpointRun first = Runs.start(store, "r1");
        CheckpointRun second = Runs.start(store, "r2")) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        Runs.checkpoint(second, epoch);
      }
      assertFails(() -> Runs.checkpoint(first, 1), "another run of pipeline 'pl_1'");
    }
    assertThat(manifests()).containsExactly(6L, 7L);
  }

  @Test
  void runsThatBeginAndMakeNoCheckpointLeaveNothing() throws IOException {
    try (CheckpointRun run = Runs.start(store, "r")) {
      Runs.checkpoint(run, 1);
      Runs.checkpoint(run, 2);
    }
    for (int i = 0; i < 20; i++) {
      Runs.start(store, "again" + i).close();
    }
    assertThat(manifests()).hasSize(2);
    RestorePoint point = new Checkpoints(store, 2).newest();
    assertThat(point.manifest().orElseThrow().epoch()).isEqualTo(2);
    assertThat(point.lastEpoch()).isEqualTo(2);
  }

  @Test
  void whatIsPublishedWithoutAnAnswerIsUsable() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      store.loseAnswers(true);
      assertThat(Runs.checkpoint(run, 1)).isEqualTo(Outcome.FAILED);
    }
    store.loseAnswers(false);
    RestorePoint point = new Checkpoints(store, 2).newest();
    assertThat(point.manifest().orElseThrow().epoch()).isEqualTo(1);
    assertThat(point.committables(0)).containsExactly("commit a1", "commit b1", "commit c1");
  }

  @Test
  void aRunGoesOnAfterWhatItHasPublishedWithoutAnAnswer() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      store.loseAnswers(true);
      assertThat(Runs.checkpoint(run, 1)).isEqualTo(Outcome.FAILED);
      store.loseAnswers(false);
      assertThat(Runs.checkpoint(run, 2)).isEqualTo(Outcome.PUBLISHED);
    }
    assertThat(new Checkpoints(store, 2).newest().manifest().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void aRunThatIsOverPublishesNothing() throws IOException {
    CheckpointRun run = Runs.start(store, "r");
    run.save(1, Runs.FIRST_READER, Runs.state("a"));
    run.save(1, Runs.SECOND_READER, Runs.state("b"));
    run.close();
    run.save(1, Runs.WRITER, Runs.state("c"));
    assertThat(manifests()).containsExactly(1L);
    assertThat(run.lastFailure()).hasMessageContaining("it was not completed");
  }

  // Whoever asks is a thread that must not wait for a disk.
  @Test
  void nobodyWaitsForAStoreThatHangs() {
    CheckpointRun run = Runs.start(store, "r");
    Runs.checkpoint(run, 1);
    store.hang();
    saveAll(run, 2);
    assertThat(run.outcome(2)).isEqualTo(Outcome.PENDING);
    run.giveUp();
    assertThat(run.outcome(2)).isEqualTo(Outcome.FAILED);
    saveAll(run, 3);
    assertThat(run.outcome(3)).isEqualTo(Outcome.FAILED);
    store.goOn();
    run.close();
  }

  // Without state, all there is to write is the manifest.
  @Test
  void nobodyWaitsForAManifestThatHangs() throws IOException {
    CheckpointRun run = Runs.start(store, "r");
    store.hang();
    var nothing = new TaskState(false, List.of(), Map.of(), List.of());
    List.of(Runs.FIRST_READER, Runs.SECOND_READER, Runs.WRITER)
        .forEach(task -> run.save(1, task, nothing));
    while (!store.holdsUp()) {
      Thread.onSpinWait();
    }
    assertThat(run.outcome(1)).isEqualTo(Outcome.PENDING);
    run.giveUp();
    assertThat(run.outcome(1)).isEqualTo(Outcome.FAILED);
    store.goOn();
    run.close();
    // It has come to be nevertheless; the next run begins from it.
    assertThat(manifests()).containsExactly(1L, 2L);
    assertThat(new Checkpoints(store, 1).begin("pl_1", "r2", "plan").lastEpoch()).isEqualTo(1);
  }

  @Test
  void aRunEndsWhateverItsStoreDoes() {
    var impatient = new Patience(Duration.ofHours(1), Duration.ZERO);
    CheckpointRun run = Runs.start(store, "r", impatient, Runs.CLOCK);
    store.hang();
    saveAll(run, 1);
    run.close();
    assertThat(run.outcome(1)).isEqualTo(Outcome.FAILED);
    store.goOn();
    assertThat(new Checkpoints(store, 1).newest().manifest()).isEmpty();
  }

  @Test
  void aStoreThatDoesNotAnswerInTimeIsAFailure() {
    var impatient = new Patience(Duration.ZERO, Duration.ofMinutes(1));
    try (CheckpointRun run = Runs.start(store, "r", impatient, Runs.CLOCK)) {
      store.hang();
      for (int epoch = 1; epoch < CheckpointRun.FAILURES_MAX; epoch++) {
        saveAll(run, epoch);
        assertThat(Runs.decided(run, epoch)).isEqualTo(Outcome.FAILED);
      }
      saveAll(run, CheckpointRun.FAILURES_MAX);
      assertFails(
          () -> Runs.decided(run, CheckpointRun.FAILURES_MAX),
          "3 checkpoints in a row have failed, there is none before: memory has not answered");
      store.goOn();
    }
  }

  private static void saveAll(CheckpointRun run, long epoch) {
    run.save(epoch, Runs.FIRST_READER, Runs.state("a" + epoch));
    run.save(epoch, Runs.SECOND_READER, Runs.state("b" + epoch));
    run.save(epoch, Runs.WRITER, Runs.state("c" + epoch));
  }

  @Test
  void aClockThatIsPutBackChangesNothing() {
    var clock = new HandTurnedClock();
    try (CheckpointRun run = Runs.start(store, "r1", Patience.DEFAULT, clock)) {
      Runs.checkpoint(run, 1);
      run.save(2, Runs.FIRST_READER, Runs.state("a"));
      clock.turn(Duration.ofDays(-1));
      run.save(2, Runs.SECOND_READER, Runs.state("b"));
      run.save(2, Runs.WRITER, Runs.state("c"));
      assertThat(Runs.decided(run, 2)).isEqualTo(Outcome.PUBLISHED);
      assertThat(run.last().durationMillis()).isZero();
    }
    clock.turn(Duration.ofDays(-1));
    try (CheckpointRun run = Runs.start(store, "r2", Patience.DEFAULT, clock)) {
      assertThat(Runs.checkpoint(run, 3)).isEqualTo(Outcome.PUBLISHED);
      assertThat(run.history().entries())
          .extracting(CheckpointHistory.Entry::epoch)
          .containsExactly(3L, 2L, 1L);
    }
    assertThat(new Checkpoints(store, 2).newest().lastEpoch()).isEqualTo(3);
  }
}
