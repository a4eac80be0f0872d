package dev.wadi.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every store of checkpoints has to do.
@Timeout(120)
public abstract class CheckpointStoreContract {
  /// A store without files, of which there may be others beside it.
  ///
  /// @param pipeline whose it is
  protected abstract CheckpointStore store(String pipeline) throws IOException;

  private CheckpointStore store() throws IOException {
    return store("pl_1");
  }

  protected static ByteSequence bytes(String text) {
    return ByteSequence.of(text.getBytes(StandardCharsets.UTF_8));
  }

  protected static String read(CheckpointStore store, String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  protected void whatIsWrittenIsRead() throws IOException {
    CheckpointStore store = store();
    assertThat(store.names()).isEmpty();
    String large = "0123456789".repeat(300_000);
    store.write("state-1-a.arrows", bytes(large));
    store.write("empty", bytes(""));
    assertThat(store.create("manifest-1.json", bytes("two"))).isTrue();
    assertThat(store.names())
        .containsExactlyInAnyOrder("state-1-a.arrows", "empty", "manifest-1.json");
    assertThat(store.size("state-1-a.arrows")).isEqualTo(large.length());
    assertThat(store.size("empty")).isZero();
    assertThat(read(store, "state-1-a.arrows")).isEqualTo(large);
    assertThat(read(store, "empty")).isEmpty();
    assertThat(read(store, "manifest-1.json")).isEqualTo("two");
  }

  @Test
  protected void whatIsDeletedIsGone() throws IOException {
    CheckpointStore store = store();
    store.write("a", bytes("x"));
    store.write("b", bytes("y"));
    store.delete("a");
    store.delete("a");
    assertThat(store.names()).containsExactly("b");
    assertThatThrownBy(() -> store.read("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.size("a")).isInstanceOf(NoSuchFileException.class);
    store.delete("b");
    store.dissolve();
    store.dissolve();
    assertThat(store.names()).isEmpty();
    store.write("c", bytes("z"));
    assertThat(store.names()).containsExactly("c");
  }

  @Test
  protected void aNameIsCreatedOnce() throws IOException {
    CheckpointStore store = store();
    assertThat(store.create("m", bytes("one"))).isTrue();
    assertThat(store.create("m", bytes("two"))).isFalse();
    assertThat(read(store, "m")).isEqualTo("one");
    store.delete("m");
    assertThat(store.create("m", bytes("three"))).isTrue();
    assertThat(read(store, "m")).isEqualTo("three");
    assertThat(store.names()).containsExactly("m");
  }

  @Test
  protected void ofManyWhoCreateANameOneDoes() throws Exception {
    CheckpointStore store = store();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 5; round++) {
        String name = "m" + round;
        List<Callable<Boolean>> all =
            IntStream.range(0, 8)
                .mapToObj(i -> (Callable<Boolean>) () -> store.create(name, bytes("by " + i)))
                .toList();
        int created = 0;
        for (Future<Boolean> one : threads.invokeAll(all)) {
          created += one.get() ? 1 : 0;
        }
        assertThat(created).isEqualTo(1);
      }
    }
  }

  @Test
  protected void aStoreSeesItsOwnFilesOnly() throws IOException {
    CheckpointStore store = store();
    store.write("a", bytes("x"));
    assertThat(store("pl_10").names()).isEmpty();
    assertThat(store("pl").names()).isEmpty();
    store("pl_10").write("b", bytes("y"));
    assertThat(store.names()).containsExactly("a");
  }
}
