package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
  @TempDir private Path parent;

  private Path directory() {
    return parent.resolve("deep/pl_1");
  }

  private DirectoryStore store() {
    return new DirectoryStore(directory());
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(CheckpointStore store, String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    DirectoryStore store = store();
    assertThat(store.names()).isEmpty();
    store.write("a", bytes("x".repeat(3_000_000)));
    assertThat(store.create("b", bytes("two"))).isTrue();
    assertThat(store.names()).containsExactlyInAnyOrder("a", "b");
    assertThat(store.size("a")).isEqualTo(3_000_000);
    assertThat(read(store, "a")).isEqualTo("x".repeat(3_000_000));
    assertThat(read(store, "b")).isEqualTo("two");
    store.delete("a");
    store.delete("a");
    assertThat(store.names()).containsExactly("b");
    assertThatThrownBy(() -> store.read("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.size("a")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aNameIsCreatedOnce() throws IOException {
    DirectoryStore store = store();
    assertThat(store.create("m", bytes("one"))).isTrue();
    assertThat(store.create("m", bytes("two"))).isFalse();
    assertThat(read(store, "m")).isEqualTo("one");
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(files).hasSize(1);
    }
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
}
