package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SavepointsTest {
  private final MemoryStore store = new MemoryStore();
  private final Checkpoints checkpoints = new Checkpoints(store, 2);
  private final Savepoints savepoints = new Savepoints(checkpoints);

  private void checkpoints(long from, long to) {
    try (CheckpointRun run = Runs.start(store, "r")) {
      for (long epoch = from; epoch <= to; epoch++) {
        Runs.checkpoint(run, epoch);
      }
    }
  }

  private String fingerprint() {
    return checkpoints.newest().manifest().orElseThrow().fingerprint();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private long files(String prefix) {
    return store.files().keySet().stream().filter(name -> name.startsWith(prefix)).count();
  }

  @Test
  void whatHasANameStaysUntilItIsRemoved() throws IOException {
    checkpoints(1, 1);
    savepoints.keep("first", 1);
    checkpoints(2, 9);
    checkpoints.removeOld(9);
    assertThat(savepoints.all()).extracting(Savepoint::name).containsExactly("first");
    assertThat(savepoints.get("first").epoch()).isEqualTo(1);
    assertThat(files("manifest-")).isEqualTo(2);
    assertThat(files("state-0000000000000000001-")).isPositive();
    savepoints.remove("first");
    assertThat(savepoints.all()).isEmpty();
    checkpoints.removeOld(9);
    assertThat(files("state-0000000000000000001-")).isZero();
  }

  @Test
  void aRunGoesOnFromASavepointBehindAllNumbersThatWereGiven() throws IOException {
    checkpoints(1, 1);
    savepoints.keep("first", 1);
    checkpoints(2, 9);
    savepoints.goBack("first", fingerprint(), 12_345);
    RestorePoint point = checkpoints.newest();
    assertThat(point.lastEpoch()).isEqualTo(10);
    Manifest manifest = point.manifest().orElseThrow();
    assertThat(manifest.epoch()).isEqualTo(10);
    assertThat(manifest.startedMillis()).isEqualTo(12_345);
    assertThat(manifest.files())
        .allMatch(file -> file.name().startsWith("state-0000000000000000001"));
    checkpoints(11, 13);
    checkpoints.removeOld(13);
    savepoints.goBack("first", fingerprint(), 12_346);
    assertThat(checkpoints.newest().lastEpoch()).isEqualTo(14);
  }

  @Test
  void whoBeginsAnewKeepsSavepoints() throws IOException {
    checkpoints(1, 3);
    savepoints.keep("last", 3);
    checkpoints.beginAnew("pl_1");
    assertThat(checkpoints.newest().manifest()).isEmpty();
    checkpoints(1, 1);
    savepoints.goBack("last", fingerprint(), 0);
    assertThat(checkpoints.newest().manifest().orElseThrow().files())
        .allMatch(file -> file.name().startsWith("state-0000000000000000003"));
    checkpoints.removeAll();
    assertThat(store.names()).isEmpty();
  }

  @Test
  void namesAreTakenOnce() {
    checkpoints(1, 2);
    savepoints.keep("a", 1);
    savepoints.keep("b", 1);
    assertRefused(ErrorCode.CONFLICT, () -> savepoints.keep("a", 2));
    assertThat(savepoints.get("a").epoch()).isEqualTo(1);
    assertRefused(ErrorCode.NOT_FOUND, () -> savepoints.get("c"));
    assertRefused(ErrorCode.NOT_FOUND, () -> savepoints.remove("c"));
    assertRefused(ErrorCode.NOT_FOUND, () -> savepoints.goBack("c", "any", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", ".a", "a b", "a\u0000", "ä"})
  void aNameIsNoPath(String name) {
    checkpoints(1, 1);
    assertRefused(ErrorCode.INVALID_REQUEST, () -> savepoints.keep(name, 1));
  }

  @Test
  void whatAnotherPlanHasMadeIsRefused() {
    checkpoints(1, 1);
    savepoints.keep("first", 1);
    assertRefused(ErrorCode.CHECKPOINT_UNUSABLE, () -> savepoints.goBack("first", "another", 0));
    assertThat(checkpoints.newest().lastEpoch()).isEqualTo(1);
  }

  @Test
  void whatIsNotWholeIsNeitherKeptNorGoneBackTo() {
    checkpoints(1, 2);
    savepoints.keep("second", 2);
    String state =
        store.files().keySet().stream()
            .filter(name -> name.startsWith("state-0000000000000000002"))
            .findFirst()
            .orElseThrow();
    String plan = fingerprint();
    store.files().remove(state);
    assertRefused(ErrorCode.CHECKPOINT_UNUSABLE, () -> savepoints.keep("other", 2));
    assertRefused(ErrorCode.CHECKPOINT_UNUSABLE, () -> savepoints.goBack("second", plan, 0));
    assertThat(checkpoints.newest().lastEpoch()).isEqualTo(2);
  }

  @Test
  void nothingIsRemovedWhileASavepointCannotBeRead() {
    checkpoints(1, 1);
    savepoints.keep("first", 1);
    store.files().put("savepoint-first.json", new byte[0]);
    checkpoints(2, 9);
    assertThatThrownBy(() -> checkpoints.removeOld(9)).isInstanceOf(IOException.class);
    assertThat(files("state-0000000000000000001-")).isPositive();
  }
}
