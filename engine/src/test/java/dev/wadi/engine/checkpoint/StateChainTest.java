package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.checkpoint.Manifest.StateFile;
import dev.wadi.engine.checkpoint.States.Rows;
import dev.wadi.engine.testing.MemoryStore;
import dev.wadi.sdk.batch.MemoryScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StateChainTest {
  private static final TaskId TASK = new TaskId(0, 0);
  private static final int STEP = 2;
  private static final int CHECKPOINTS = 12;
  // No file is too large, nor are there too many.
  private static final DeltaLimits NEVER_ANEW = new DeltaLimits(0, 1000, 1_000_000);

  private final MemoryStore store = new MemoryStore();

  @Property(tries = 150)
  void whatIsReadIsWhatWasSaved(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    List<Rows> state = new ArrayList<>();
    long published = 0;
    try (var memory = MemoryScope.unlimited();
        var files = new TaskFiles(store, "r" + seed, memory.allocator(), NEVER_ANEW)) {
      for (long epoch = 1; epoch <= CHECKPOINTS; epoch++) {
        change(state, random);
        List<StateFile> chain = write(files, epoch, published, state);
        assertThat(chain.isEmpty()).isEqualTo(state.isEmpty());
        if (!chain.isEmpty()) {
          assertThat(States.read(store, chain)).isEqualTo(lines(state));
        }
        // Others fail, and the next one goes on from the one before.
        published = random.nextInt(4) == 0 ? published : epoch;
      }
      assertThat(memory.bytesInUse()).isZero();
    }
    store.files().clear();
  }

  private static List<StateFile> write(
      TaskFiles files, long epoch, long published, List<Rows> state) throws IOException {
    Map<Integer, ByteSequence> operators =
        state.isEmpty() ? Map.of() : Map.of(STEP, States.of(state));
    return files.write(epoch, published, TASK, operators).operators().stream()
        .flatMap(operator -> operator.files().stream())
        .toList();
  }

  private static List<List<String>> lines(List<Rows> state) {
    return state.stream().map(Rows::lines).toList();
  }

  private static void change(List<Rows> state, Random random) {
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      switch (random.nextInt(6)) {
        case 0 -> state.add(random.nextInt(state.size() + 1), batch(random));
        case 1 -> removeOne(state, random);
        case 2 -> Collections.shuffle(state, random);
        default -> changeOne(state, random);
      }
    }
  }

  private static void removeOne(List<Rows> state, Random random) {
    if (!state.isEmpty()) {
      state.remove(random.nextInt(state.size()));
    }
  }

  private static void changeOne(List<Rows> state, Random random) {
    if (state.isEmpty()) {
      return;
    }
    int at = random.nextInt(state.size());
    Rows rows = state.get(at);
    List<String> lines = new ArrayList<>(rows.lines());
    switch (random.nextInt(4)) {
      case 0 -> lines.add(random.nextInt(lines.size() + 1), line(rows, random));
      case 1 -> lines.remove(random.nextInt(lines.size()));
      case 2 -> Collections.shuffle(lines, random);
      default -> lines.set(random.nextInt(lines.size()), line(rows, random));
    }
    if (lines.isEmpty()) {
      state.remove(at);
    } else {
      state.set(at, new Rows(rows.schema(), lines));
    }
  }

  private static Rows batch(Random random) {
    var empty = new Rows(random.nextInt(4) == 0 ? States.MARKS : States.ROWS, List.of());
    List<String> lines = new ArrayList<>();
    for (int rows = 1 + random.nextInt(40); rows > 0; rows--) {
      lines.add(line(empty, random));
    }
    return new Rows(empty.schema(), lines);
  }

  // Few different values, so that rows come more than once.
  private static String line(Rows rows, Random random) {
    String number = random.nextInt(5) == 0 ? "null" : String.valueOf(random.nextInt(50));
    if (rows.schema().equals(States.MARKS)) {
      return number;
    }
    return String.join(
        ", ",
        of(random, "null", "a", "\"\"", "longer than others"),
        number,
        of(random, "true", "false", "null"),
        of(random, "1.50", "null", "-1.00"),
        of(random, "[]", "null", "[x]", "[x, null]", "[\"x, null\"]"),
        of(random, "null", "{1, x}", "{null, null}", "{1, null}"));
  }

  private static String of(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
