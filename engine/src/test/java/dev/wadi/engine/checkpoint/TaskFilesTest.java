package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.checkpoint.States.Rows;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.engine.testing.Plans;
import dev.wadi.sdk.batch.MemoryScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskFilesTest {
  private static final TaskId TASK = new TaskId(1, 0);
  private static final int STEP = 3;
  private static final int ROWS = 10_000;

  private final MemoryStore store = new MemoryStore();
  private final MemoryScope memory = MemoryScope.unlimited();
  private TaskFiles files = files(memory.allocator());
  private Written written;

  private TaskFiles files(BufferAllocator allocator) {
    return new TaskFiles(store, "r", allocator, DeltaLimits.DEFAULT);
  }

  @AfterEach
  void nothingIsLeft() {
    files.close();
    assertThat(memory.free()).isZero();
  }

  private List<StateFile> write(long epoch, long published, Rows... batches) throws IOException {
    written = files.write(epoch, published, TASK, Map.of(STEP, States.of(batches)));
    return written.operators().getFirst().files();
  }

  // Rows of 0, 1, 2, ..., of which some have been changed.
  private static Rows numbers(int count, long change, int... changed) {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> lines.add(String.valueOf(i)));
    for (int row : changed) {
      lines.set(row, String.valueOf(-1_000_000 * change - row));
    }
    return new Rows(States.MARKS, lines);
  }

  private long bytesOf(List<StateFile> chain) {
    return chain.stream().mapToLong(StateFile::bytes).sum();
  }

  @Test
  void onlyWhatHasChangedIsWritten() throws IOException {
    List<StateFile> first = write(1, 0, numbers(ROWS, 0));
    List<StateFile> second = write(2, 1, numbers(ROWS, 2, 17, 4_000, 9_999));
    assertThat(second).hasSize(2).startsWith(first.getFirst());
    assertThat(written.fresh()).containsExactly(second.getLast());
    assertThat(second.getLast().bytes()).isLessThan(first.getFirst().bytes() / 50);
    assertThat(States.read(store, second))
        .containsExactly(numbers(ROWS, 2, 17, 4_000, 9_999).lines());
  }

  @Test
  void aStateThatIsTheSameIsNotWritten() throws IOException {
    List<StateFile> large = write(1, 0, numbers(ROWS, 0));
    assertThat(write(2, 1, numbers(ROWS, 0))).isEqualTo(large);
    assertThat(written.fresh()).isEmpty();
    List<StateFile> small = write(3, 2, numbers(10, 0));
    assertThat(small).hasSize(1);
    assertThat(write(4, 3, numbers(10, 0))).isEqualTo(small);
    assertThat(written.fresh()).isEmpty();
    assertThat(store.names()).hasSize(2);
  }

  @Test
  void aStateOfWhichAllChangesIsComparedMoreRarely() throws IOException {
    int[] all = IntStream.range(0, ROWS).toArray();
    long epoch = 1;
    while (epoch < 20) {
      assertThat(write(epoch, epoch - 1, numbers(ROWS, epoch, all))).hasSize(1);
      epoch++;
    }
    int inFull = 0;
    List<StateFile> last = List.of();
    while (last.size() < 2) {
      last = write(epoch, epoch - 1, numbers(ROWS, 20, (int) epoch));
      inFull += last.size() == 1 ? 1 : 0;
      epoch++;
    }
    assertThat(inFull).isBetween(2, 9);
    assertThat(States.read(store, last))
        .containsExactly(numbers(ROWS, 20, (int) epoch - 1).lines());
    assertThat(write(epoch, epoch - 1, numbers(ROWS, 20, (int) epoch))).hasSize(3);
  }

  @Test
  void aSmallStateIsWrittenInFull() throws IOException {
    write(1, 0, numbers(100, 0));
    assertThat(write(2, 1, numbers(100, 2, 50))).hasSize(1);
  }

  @Test
  void aStateThatHasChangedMuchIsWrittenInFull() throws IOException {
    write(1, 0, numbers(ROWS, 0));
    int[] most = IntStream.range(0, ROWS).filter(i -> i % 3 > 0).toArray();
    assertThat(write(2, 1, numbers(ROWS, 2, most))).hasSize(1);
    assertThat(write(3, 2, numbers(ROWS, 3, most))).hasSize(1);
  }

  @Test
  void aChainGetsNeitherLongNorLarge() throws IOException {
    List<StateFile> chain = write(1, 0, numbers(ROWS, 0));
    List<Integer> lengths = new ArrayList<>();
    for (int epoch = 2; epoch <= 40; epoch++) {
      chain = write(epoch, epoch - 1, numbers(ROWS, epoch, epoch));
      lengths.add(chain.size());
    }
    assertThat(lengths).startsWith(2, 3).contains(DeltaLimits.DEFAULT.filesMax(), 1);
    assertThat(lengths).allMatch(length -> length <= DeltaLimits.DEFAULT.filesMax());
    int[] third = IntStream.range(0, ROWS).filter(i -> i % 3 == 0).toArray();
    long full = write(41, 0, numbers(ROWS, 0)).getFirst().bytes();
    for (int epoch = 42; epoch <= 60; epoch++) {
      assertThat(bytesOf(write(epoch, epoch - 1, numbers(ROWS, epoch, third))))
          .isLessThanOrEqualTo(2 * full);
    }
  }

  @Test
  void whatHasNotBeenPublishedIsNoBeginning() throws IOException {
    List<StateFile> first = write(1, 0, numbers(ROWS, 0));
    List<StateFile> failed = write(2, 1, numbers(ROWS, 2, 5));
    store.files().remove(failed.getLast().name());
    List<StateFile> third = write(3, 1, numbers(ROWS, 3, 5, 6));
    assertThat(third).hasSize(2).startsWith(first.getFirst()).doesNotContain(failed.getLast());
    assertThat(States.read(store, third)).containsExactly(numbers(ROWS, 3, 5, 6).lines());
    // It was published after all, but nobody knows any more what it was.
    assertThat(write(4, 2, numbers(ROWS, 4, 5))).hasSize(1);
  }

  @Test
  void aCheckpointOfAnotherRunIsNoBeginning() throws IOException {
    write(1, 0, numbers(ROWS, 0));
    files.close();
    files = new TaskFiles(store, "r2", memory.allocator(), DeltaLimits.DEFAULT);
    assertThat(write(2, 1, numbers(ROWS, 0))).hasSize(1);
    assertThat(written.fresh()).hasSize(1);
  }

  @Test
  void aStateThatFailsLeavesNothing() throws IOException {
    write(1, 0, numbers(ROWS, 0));
    var rows = States.of(numbers(ROWS, 2, 5));
    store.failWritesAfter(1);
    assertThatThrownBy(() -> files.write(2, 1, TASK, Map.of(STEP, rows, STEP + 1, rows)))
        .isInstanceOf(IOException.class);
    assertThat(store.names()).hasSize(1);
  }

  @Test
  void withoutMemoryAStateIsWrittenInFull() throws IOException {
    try (var little = new MemoryScope(1024);
        var poor = new TaskFiles(store, "r", little.allocator(), DeltaLimits.DEFAULT)) {
      var state = Map.of(STEP, States.of(numbers(ROWS, 0)));
      assertThat(poor.write(1, 0, TASK, state).fresh()).hasSize(1);
      assertThat(poor.write(2, 1, TASK, state).operators().getFirst().files()).hasSize(1);
    }
  }

  @Test
  void afterItsEndNothingIsCompared() throws IOException {
    write(1, 0, numbers(ROWS, 0));
    files.close();
    assertThatThrownBy(() -> write(2, 1, numbers(ROWS, 2, 5)))
        .isInstanceOf(IOException.class)
        .hasMessage("the run is over");
  }

  @Test
  void rowsThatMoveAreNotWritten() throws IOException {
    List<String> lines = new ArrayList<>(numbers(ROWS, 0).lines());
    List<StateFile> first = write(1, 0, new Rows(States.MARKS, lines));
    var moved = new Rows(States.MARKS, lines.reversed());
    List<StateFile> second = write(2, 1, States.marks("-1"), moved);
    assertThat(second).hasSize(2);
    assertThat(second.getLast().bytes()).isLessThan(first.getFirst().bytes() / 2);
    assertThat(States.read(store, second)).containsExactly(List.of("-1"), moved.lines());
  }

  // Some from the front, some from within, several at once.
  @Test
  void rowsThatGoAndComeAreWhatIsWritten() throws IOException {
    List<StateFile> first = write(1, 0, numbers(ROWS, 0));
    List<String> lines = new ArrayList<>(numbers(ROWS, 0).lines());
    lines.subList(7_000, 7_100).clear();
    lines.remove(5_000);
    lines.removeFirst();
    lines.addAll(3_000, List.of("-1", "-2"));
    List<StateFile> second = write(2, 1, new Rows(States.MARKS, lines));
    assertThat(second).hasSize(2);
    assertThat(second.getLast().bytes()).isLessThan(first.getFirst().bytes() / 50);
    assertThat(States.read(store, second)).containsExactly(lines);
  }

  // The same bytes, but they mean something else.
  @Test
  void rowsOfOtherTypesAreOthers() throws IOException {
    write(1, 0, numbers(ROWS, 0));
    Rows times = new Rows(Plans.schema("done TIMESTAMP"), times());
    List<StateFile> second = write(2, 1, times);
    assertThat(second).hasSize(1).isEqualTo(written.fresh());
    assertThat(States.read(store, second).getFirst()).hasSize(ROWS);
  }

  private static List<String> times() {
    return IntStream.range(0, ROWS).mapToObj("1970-01-01T00:00:00.%06d"::formatted).toList();
  }
}
