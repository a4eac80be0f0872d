package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.CheckpointRun.Patience;
import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Checkpoints whose files tell what has changed.
@Timeout(30)
class DeltaCheckpointsTest {
  private static final DeltaLimits ALWAYS = new DeltaLimits(0, 100, 1_000_000);
  private static final int STEP = 3;

  private final MemoryStore store = new MemoryStore();
  private final Checkpoints checkpoints = new Checkpoints(store, 2);
  private final MemoryScope memory = MemoryScope.unlimited();

  @AfterEach
  void nothingIsLeft() {
    assertThat(memory.free()).isZero();
  }

  private CheckpointRun start(String name) {
    var files = new TaskFiles(store, name, memory.allocator(), ALWAYS);
    return Runs.start(store, name, files, Patience.DEFAULT, Runs.CLOCK);
  }

  private static Outcome checkpoint(CheckpointRun run, long epoch, String... marks) {
    var nothing = new TaskState(false, List.of(), Map.of(), List.of());
    ByteSequence rows = States.of(States.marks(marks));
    run.save(epoch, Runs.FIRST_READER, nothing);
    run.save(epoch, Runs.SECOND_READER, nothing);
    run.save(epoch, Runs.WRITER, new TaskState(false, List.of(), Map.of(STEP, rows), List.of()));
    return Runs.decided(run, epoch);
  }

  private List<String> newest() {
    return read(checkpoints.newest());
  }

  private static List<String> read(RestorePoint point) {
    List<String> lines = new ArrayList<>();
    try (var scope = MemoryScope.unlimited()) {
      point.read(1, STEP, scope.allocator(), batch -> lines.addAll(BatchText.lines(batch)));
    }
    return lines;
  }

  private static List<StateFile> files(CheckpointRun run) {
    return run.last().files();
  }

  private Set<String> states() {
    Set<String> names = new TreeSet<>(store.files().keySet());
    names.removeIf(name -> !name.startsWith("state-"));
    return names;
  }

  private static Set<String> names(List<StateFile> files) {
    Set<String> names = new TreeSet<>();
    files.forEach(file -> names.add(file.name()));
    return names;
  }

  @Test
  void eachCheckpointAddsToTheOneBefore() {
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "1", "2", "3");
      checkpoint(run, 2, "1", "22", "3");
      checkpoint(run, 3, "1", "22", "3", "4");
      assertThat(files(run)).hasSize(3);
      assertThat(newest()).containsExactly("1", "22", "3", "4");
      CheckpointHistory.Entry last = run.history().entries().getFirst();
      assertThat(last.bytesWritten()).isEqualTo(files(run).getLast().bytes());
      assertThat(last.bytes())
          .isEqualTo(files(run).stream().mapToLong(StateFile::bytes).sum())
          .isGreaterThan(last.bytesWritten());
      checkpoint(run, 4, "1", "22", "3", "4");
      assertThat(files(run)).hasSize(3);
      assertThat(run.history().entries().getFirst().bytesWritten()).isZero();
    }
  }

  @Test
  void theFirstCheckpointOfARunIsWhole() {
    try (CheckpointRun run = start("r1")) {
      checkpoint(run, 1, "1", "2");
      checkpoint(run, 2, "1", "22");
    }
    try (CheckpointRun run = start("r2")) {
      checkpoint(run, 3, "1", "22");
      assertThat(files(run)).hasSize(1);
      assertThat(files(run).getFirst().name()).contains("-r2-");
    }
    assertThat(newest()).containsExactly("1", "22");
  }

  @Test
  void filesStayAsLongAsACheckpointNeedsThem() {
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "0");
      for (int epoch = 2; epoch <= 6; epoch++) {
        checkpoint(run, epoch, "0", "1", String.valueOf(-epoch));
      }
    }
    try (CheckpointRun run = start("r2")) {
      Set<String> chain = states();
      assertThat(chain).hasSize(6);
      checkpoint(run, 7, "7");
      assertThat(states()).containsAll(chain).hasSize(7);
      checkpoint(run, 8, "8");
    }
    assertThat(states()).hasSize(2).allMatch(name -> name.contains("-r2-"));
    assertThat(newest()).containsExactly("8");
  }

  @Test
  void aSavepointKeepsItsChain() throws IOException {
    var savepoints = new Savepoints(checkpoints);
    Set<String> chain;
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "1", "2");
      checkpoint(run, 2, "1", "22");
      chain = names(files(run));
      savepoints.keep("both", 2);
    }
    try (CheckpointRun run = start("r2")) {
      for (int epoch = 3; epoch <= 6; epoch++) {
        checkpoint(run, epoch, String.valueOf(epoch));
      }
    }
    checkpoints.removeOld(6);
    assertThat(states()).containsAll(chain);
    savepoints.goBack("both", "plan", 1);
    assertThat(newest()).containsExactly("1", "22");
    savepoints.remove("both");
    try (CheckpointRun run = start("r3")) {
      checkpoint(run, 8, "8");
      checkpoint(run, 9, "9");
    }
    assertThat(states()).doesNotContainAnyElementsOf(chain);
  }

  @Test
  void whatHasFailedIsNeitherNeededNorLeft() {
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "1", "2");
      store.failWith("disk full");
      assertThat(checkpoint(run, 2, "1", "22")).isEqualTo(Outcome.FAILED);
      store.failWith(null);
      assertThat(states()).hasSize(1);
      assertThat(newest()).containsExactly("1", "2");
      assertThat(checkpoint(run, 3, "1", "22", "3")).isEqualTo(Outcome.PUBLISHED);
      assertThat(names(files(run))).isEqualTo(states()).hasSize(2);
    }
    assertThat(newest()).containsExactly("1", "22", "3");
  }

  // Its file stays, since its manifest may be there; but the next one does not need it.
  @Test
  void whatMayHaveBeenPublishedIsNotGoneOnFrom() {
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "1", "2");
      store.loseAnswers(true);
      assertThat(checkpoint(run, 2, "1", "22")).isEqualTo(Outcome.FAILED);
      assertThat(newest()).containsExactly("1", "22");
      store.loseAnswers(false);
      assertThat(checkpoint(run, 3, "1", "22", "3")).isEqualTo(Outcome.PUBLISHED);
      assertThat(names(files(run))).noneMatch(name -> name.contains("2-r-")).hasSize(2);
    }
    assertThat(newest()).containsExactly("1", "22", "3");
  }

  @Test
  void damageAnywhereInAChainIsFound() {
    try (CheckpointRun run = start("r1")) {
      checkpoint(run, 1, "0");
    }
    List<StateFile> chain;
    try (CheckpointRun run = start("r2")) {
      checkpoint(run, 2, "1", "2");
      // The one to fall back on has the first file only.
      checkpoint(run, 3, "1", "22");
      checkpoint(run, 4, "1", "22", "3");
      chain = files(run);
    }
    assertThat(chain).hasSize(3);
    for (int i = 0; i < chain.size(); i++) {
      String name = chain.get(i).name();
      byte[] whole = store.files().get(name);
      byte[] damaged = whole.clone();
      damaged[damaged.length / 2] ^= 1;
      store.files().put(name, damaged);
      if (i == chain.size() - 1) {
        assertThat(newest()).containsExactly("1", "22");
      } else {
        assertThatThrownBy(checkpoints::newest)
            .isInstanceOfSatisfying(
                WadiException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNUSABLE));
      }
      store.files().remove(name);
      assertThatThrownBy(() -> new Savepoints(checkpoints).keep("damaged", 4))
          .isInstanceOf(WadiException.class);
      store.files().put(name, whole);
    }
    assertThat(newest()).containsExactly("1", "22", "3");
  }

  // As if a member had not been told what became of the last one.
  @Test
  void filesThatMayBeRemovedAreRefused() {
    try (CheckpointRun run = start("r")) {
      checkpoint(run, 1, "1");
      store.files().keySet().removeIf(name -> name.startsWith("state-"));
      var strange = new StateFile("state-0000000000000000000-r-1-3-0.arrows", 1, "00000000");
      assertThat(run.isThere(List.of(strange))).isFalse();
      assertThat(run.isThere(files(run))).isTrue();
    }
  }

  @Test
  void aCheckpointOfTheFirstVersionIsRead() throws URISyntaxException {
    var old =
        new Checkpoints(
            new DirectoryStore(Path.of(getClass().getResource("/checkpoints-1").toURI())), 2);
    RestorePoint point = old.newest();
    assertThat(point.lastEpoch()).isEqualTo(1);
    assertThat(read(point)).containsExactly("a, 1", "b, null");
    assertThat(point.splits(0).orElseThrow()).hasSize(2);
    assertThat(point.committables(0)).containsExactly("commit 00", "commit 01", "commit 10");
  }

  @Test
  void aRunGoesOnFromTheFirstVersion() throws IOException, URISyntaxException {
    var old = new DirectoryStore(Path.of(getClass().getResource("/checkpoints-1").toURI()));
    for (String name : old.names()) {
      try (InputStream in = old.read(name)) {
        store.files().put(name, in.readAllBytes());
      }
    }
    try (CheckpointRun run = start("r2")) {
      assertThat(newest()).containsExactly("a, 1", "b, null");
      assertThat(checkpoint(run, 2, "2")).isEqualTo(Outcome.PUBLISHED);
      assertThat(checkpoint(run, 3, "2", "3")).isEqualTo(Outcome.PUBLISHED);
    }
    assertThat(newest()).containsExactly("2", "3");
    assertThat(states()).hasSize(2);
  }
}
