package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CheckpointRunTest {
  private final MemoryStore store = new MemoryStore();

  private List<String> manifests() {
    return store.names().stream().filter(name -> name.startsWith("manifest")).sorted().toList();
  }

  @Test
  void aCheckpointIsPublishedWhenAllTasksHaveSaved() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      run.save(1, Runs.FIRST_READER, Runs.state("a"));
      run.save(1, Runs.SECOND_READER, Runs.state("b"));
      assertThat(run.outcome(1)).isEqualTo(Outcome.PENDING);
      assertThat(manifests()).isEmpty();
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
  void onlyTheNewestCheckpointsAreKept() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        assertThat(Runs.checkpoint(run, epoch)).isEqualTo(Outcome.PUBLISHED);
      }
    }
    assertThat(manifests())
        .containsExactly("manifest-0000000000000000004.json", "manifest-0000000000000000005.json");
    assertThat(store.names()).hasSize(2 + 2 * 3);
  }

  @Test
  void aFailedCheckpointLeavesNothingAndTheNextTakesItsPlace() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      store.failWith("disk full");
      assertThat(Runs.checkpoint(run, 1)).isEqualTo(Outcome.FAILED);
      assertThat(store.names()).isEmpty();
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
  void ofTwoRunsOnlyOnePublishes() {
    try (CheckpointRun first = Runs.start(store, "r1");
        CheckpointRun second = Runs.start(store, "r2")) {
      assertThat(Runs.checkpoint(first, 1)).isEqualTo(Outcome.PUBLISHED);
      assertThatThrownBy(() -> Runs.checkpoint(second, 1))
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
          .hasMessageStartingWith("another run of pipeline 'pl_1'");
    }
    assertThat(new Checkpoints(store, 2).newest().manifest().orElseThrow().files())
        .allMatch(file -> file.name().contains("-r1-"));
  }

  @Test
  void aRunThatIsOverPublishesNothing() {
    CheckpointRun run = Runs.start(store, "r");
    run.save(1, Runs.FIRST_READER, Runs.state("a"));
    run.save(1, Runs.SECOND_READER, Runs.state("b"));
    run.close();
    run.save(1, Runs.WRITER, Runs.state("c"));
    assertThat(manifests()).isEmpty();
    assertThat(run.lastFailure()).hasMessageContaining("it was not completed");
  }
}
