package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.testing.CheckpointStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends CheckpointStoreContract {
  @TempDir private Path parent;

  private Path directory() {
    return parent.resolve("deep/pl_1");
  }

  @Override
  protected CheckpointStore store(String pipeline) {
    return new DirectoryStore(directory().resolveSibling(pipeline));
  }

  private DirectoryStore store() {
    return new DirectoryStore(directory());
  }

  @Test
  void creatingLeavesNothingElse() throws IOException {
    DirectoryStore store = store();
    assertThat(store.create("m", bytes("one"))).isTrue();
    assertThat(store.create("m", bytes("two"))).isFalse();
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(files).hasSize(1);
    }
    store.delete("m");
    store.dissolve();
    assertThat(directory()).doesNotExist();
  }

  // Of a process that was killed in the middle of it.
  @Test
  void whatIsHalfWrittenIsNoFileAndIsRemovedWithTheNextBeginning() throws IOException {
    DirectoryStore store = store();
    store.write("state", bytes("x"));
    Path left = Files.writeString(directory().resolve(".manifest-1.json.1.tmp"), "{\"ver");
    assertThat(store.names()).containsExactly("state");
    new Checkpoints(store, 1).begin("pl_1", "r", "plan");
    assertThat(left).doesNotExist();
    Files.writeString(left, "{");
    new Checkpoints(store, 1).removeAll();
    assertThat(directory()).doesNotExist();
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() throws IOException {
    Files.createDirectories(directory());
    Files.createSymbolicLink(directory().resolve("state"), Path.of("/dev/full"));
    assertThatThrownBy(() -> store().write("state", bytes("much")))
        .hasMessage(
            "cannot write %s: No space left on device".formatted(directory().resolve("state")));
    assertThat(store().names()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Files.createFile(parent.resolve("deep"));
    assertThatThrownBy(() -> store().create("m", bytes("x")))
        .hasMessageContaining("cannot write " + directory().resolve("m"))
        .hasMessageContaining("Not a directory");
  }

  @Test
  void whatCannotBeListedIsNotEmpty() throws IOException {
    Files.createDirectories(parent.resolve("deep"));
    Files.createFile(directory());
    assertThatThrownBy(() -> store().names())
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class)
        .hasMessage("cannot list %s: it is no directory".formatted(directory()));
  }
}
