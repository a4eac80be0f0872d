package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CheckpointsTest {
  private final MemoryStore store = new MemoryStore();
  private final Checkpoints checkpoints = new Checkpoints(store, 2);

  @BeforeEach
  void twoCheckpoints() {
    try (CheckpointRun run = Runs.start(store, "r")) {
      Runs.checkpoint(run, 1);
      Runs.checkpoint(run, 2);
    }
  }

  private String file(String prefix) {
    return store.files().keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private void change(String name, UnaryOperator<byte[]> damage) {
    store.files().computeIfPresent(name, (_, bytes) -> damage.apply(bytes.clone()));
  }

  private static byte[] cutOff(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  private void assertFallsBack() {
    RestorePoint point = checkpoints.newest();
    assertThat(point.manifest().orElseThrow().epoch()).isEqualTo(1);
    assertThat(point.lastEpoch()).isEqualTo(2);
  }

  private static void assertUnusable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_UNUSABLE));
  }

  @Test
  void anEmptyStoreIsTheBeginning() {
    RestorePoint point = new Checkpoints(new MemoryStore(), 1).newest();
    assertThat(point.manifest()).isEmpty();
    assertThat(point.lastEpoch()).isZero();
    assertThat(point.splits(0)).isEmpty();
    assertThat(point.committables(0)).isEmpty();
    assertThatCode(() -> point.requirePlan("any")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest-0000000000000000003", "state-0000000000000000002"})
  void whatIsDamagedIsPassedOver(String prefix) {
    String name = file(prefix);
    byte[] whole = store.files().get(name);
    change(name, CheckpointsTest::cutOff);
    assertFallsBack();
    store.files().put(name, whole);
    change(name, CheckpointsTest::flipped);
    assertFallsBack();
    store.files().put(name, new byte[0]);
    assertFallsBack();
    store.files().put(name, whole);
    assertThat(checkpoints.newest().manifest().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void aCheckpointWithoutOneOfItsFilesIsPassedOver() {
    store.files().remove(file("state-0000000000000000002"));
    assertFallsBack();
  }

  @Test
  void stateWithoutManifestIsNoCheckpoint() {
    store.files().remove(file("manifest-0000000000000000003"));
    RestorePoint point = checkpoints.newest();
    assertThat(point.manifest().orElseThrow().epoch()).isEqualTo(1);
    assertThat(point.lastEpoch()).isEqualTo(1);
  }

  @Test
  void ifNoneIsWholeNothingStartsFromTheBeginning() {
    List.copyOf(store.files().keySet()).forEach(name -> change(name, CheckpointsTest::cutOff));
    assertUnusable(checkpoints::newest);
  }

  // What cannot be reached just now is no reason to go back.
  @Test
  void aStoreThatCannotBeReachedIsNotPassedOver() {
    store.unreachable("no route to host");
    assertUnavailable(checkpoints::newest);
    assertUnavailable(checkpoints::all);
    assertUnavailable(() -> checkpoints.begin("pl_1", "r2", "plan"));
    store.unreachable(null);
    assertThat(checkpoints.newest().lastEpoch()).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeReadJustNowIsNotPassedOver() {
    var flaky = new FlakyStore(store, file("state-0000000000000000002"));
    assertUnavailable(() -> new Checkpoints(flaky, 2).newest());
    var manifest = new FlakyStore(store, file("manifest-0000000000000000003"));
    assertUnavailable(() -> new Checkpoints(manifest, 2).newest());
    assertUnavailable(() -> new Checkpoints(manifest, 2).all());
  }

  // Its files would be taken for garbage.
  @Test
  void nothingIsRemovedWhileAManifestCannotBeRead() {
    var flaky = new FlakyStore(store, file("manifest-0000000000000000003"));
    List<String> before = List.copyOf(store.files().keySet());
    assertThatThrownBy(() -> new Checkpoints(flaky, 2).removeOld(2)).hasMessageContaining("gone");
    assertThat(store.files()).containsOnlyKeys(before);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_STORE_UNAVAILABLE));
  }

  @Test
  void aRunDoesNotBeginWhereNothingCanBeWritten() {
    store.failWith("disk full");
    assertUnavailable(() -> checkpoints.begin("pl_1", "r2", "plan"));
    store.failWith(null);
    assertThat(checkpoints.begin("pl_1", "r2", "plan").lastEpoch()).isEqualTo(2);
  }

  @Test
  void theBeginningIsNoWayOutWhenCheckpointsAreDamaged() {
    var other = new MemoryStore();
    try (CheckpointRun run = Runs.start(other, "r")) {
      Runs.checkpoint(run, 1);
    }
    other.files().computeIfPresent(ManifestLog.name(2), (_, bytes) -> cutOff(bytes));
    assertUnusable(() -> new Checkpoints(other, 2).newest());
  }

  @Test
  void whatARunBeginsWithTakesNoEpoch() {
    RestorePoint point = checkpoints.begin("pl_1", "r2", "plan");
    assertThat(point.lastEpoch()).isEqualTo(2);
    assertThat(point.manifest().orElseThrow().run()).isEqualTo("r");
    assertThat(checkpoints.newest().manifest().orElseThrow().run()).isEqualTo("r2");
    assertThat(CheckpointHistory.of(checkpoints).entries())
        .extracting(CheckpointHistory.Entry::epoch)
        .containsExactly(2L, 1L);
    assertUnusable(() -> checkpoints.begin("pl_1", "r3", "another"));
    assertThat(checkpoints.newest().manifest().orElseThrow().run()).isEqualTo("r2");
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    String name = file("manifest-0000000000000000003");
    var json = new ObjectMapper().createObjectNode().put("version", 99);
    store.files().put(name, ManifestCodec.sealed(json).toArray());
    assertUnusable(checkpoints::newest);
    assertThatThrownBy(checkpoints::newest)
        .hasMessageContaining("has format version 99, this program knows versions up to 2");
  }

  @Test
  void anotherPlanIsRefused() {
    RestorePoint point = checkpoints.newest();
    assertThatCode(() -> point.requirePlan("plan")).doesNotThrowAnyException();
    assertUnusable(() -> point.requirePlan("another"));
  }

  private void carryOver(String plan) throws IOException {
    Manifest before = checkpoints.newest().manifest().orElseThrow();
    checkpoints.publishAgain(
        new Manifest("pl_1", "", before.epoch(), plan, 0, 0, before.stages()), 0);
  }

  @Test
  void whatWasCarriedOverToAPlanThatNeverBeganIsPassedOver() throws IOException {
    carryOver("another");
    carryOver("a third");
    RestorePoint point = checkpoints.begin("pl_1", "r2", "plan");
    assertThat(point.manifest().orElseThrow().run()).isEqualTo("r");
    assertThat(point.manifest().orElseThrow().epoch()).isEqualTo(2);
    assertThat(point.lastEpoch()).isEqualTo(4);
    assertThat(checkpoints.newest().manifest().orElseThrow().run()).isEqualTo("r2");
    assertUnusable(() -> checkpoints.begin("pl_1", "r3", "another"));
  }

  @Test
  void aPlanThatHasBegunIsNotPassedOver() throws IOException {
    carryOver("another");
    assertThat(checkpoints.begin("pl_1", "r2", "another").lastEpoch()).isEqualTo(3);
    assertUnusable(() -> checkpoints.begin("pl_1", "r3", "plan"));
  }

  @Test
  void whoBeginsAnewShutsOutTheRunsBeforeToo() throws IOException {
    try (CheckpointRun before = Runs.start(store, "r2")) {
      checkpoints.beginAnew("pl_1");
      assertThat(checkpoints.areThere()).isTrue();
      assertThat(store.names()).hasSize(1);
      assertThat(checkpoints.newest().manifest()).isEmpty();
      assertThat(checkpoints.newest().lastEpoch()).isZero();
      assertThatThrownBy(() -> Runs.checkpoint(before, 3)).hasMessageStartingWith("another run");
    }
    assertThat(checkpoints.begin("pl_1", "r3", "another plan").manifest()).isEmpty();
  }

  @Test
  void aPipelineThatIsGoneLeavesNothing() throws IOException {
    checkpoints.removeAll();
    assertThat(store.names()).isEmpty();
  }

  static List<Integer> seeds() {
    return IntStream.range(0, 50).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noDamageGoesUnnoticed(int seed) {
    var random = new Random(seed);
    List<String> names = store.files().keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    change(name, bytes -> damaged(bytes, random));
    // Only what stands in the newest checkpoint matters.
    boolean newest =
        name.equals(ManifestLog.name(3)) || name.startsWith("state-000000000000000000" + 2);
    long expected = newest ? 1 : 2;
    assertThat(checkpoints.newest().manifest().orElseThrow().epoch()).as(name).isEqualTo(expected);
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1);
      default -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
    };
  }
}
