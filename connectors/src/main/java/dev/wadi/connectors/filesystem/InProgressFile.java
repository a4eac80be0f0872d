package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.connectors.file.FileWriter;
import dev.wadi.connectors.format.FileFormat;
import dev.wadi.sdk.batch.Batch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is being written beside its final place, under a hidden name; complete or not there
/// at all.
final class InProgressFile implements AutoCloseable {
  private final Path target;
  private final Path hidden;
  private final FileWriter writer;
  private boolean prepared;

  private InProgressFile(Path target, Path hidden, FileWriter writer) {
    this.target = target;
    this.hidden = hidden;
    this.writer = writer;
  }

  /// @param root a directory above it, which outlives all that is in it
  /// @param owner keeps two that write the same file apart
  static InProgressFile create(Path root, Path target, String owner, FileFormat format) {
    Path hidden = new HiddenFiles(owner).hidden(target);
    try {
      Files.createDirectories(root);
      createBelow(root, target.getParent());
      return new InProgressFile(target, hidden, format.create(hidden));
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  // A folder is durable only when its name is, in the folder above.
  private static void createBelow(Path root, Path folder) throws IOException {
    if (folder.equals(root) || Files.isDirectory(folder)) {
      return;
    }
    createBelow(root, folder.getParent());
    Files.createDirectories(folder);
    syncDirectory(folder);
  }

  Path target() {
    return target;
  }

  /// Where it is until it is visible.
  Path hidden() {
    return hidden;
  }

  void write(Batch batch) {
    try {
      writer.write(batch);
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  long bytes() {
    return writer.bytes();
  }

  long bufferedBytes() {
    return writer.bufferedBytes();
  }

  /// Makes the file durable, then visible under its name.
  void complete() {
    prepare();
    publish(hidden, target);
  }

  /// Makes the file complete and durable, but not visible. It stays when this is closed.
  void prepare() {
    try {
      writer.finish();
      writer.close();
      prepared = true;
      syncDirectory(target);
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  /// Gives a complete file its name.
  static void publish(Path hidden, Path target) {
    try {
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory(target);
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  // A name itself is durable only when the directory is.
  private static void syncDirectory(Path file) throws IOException {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// Removes the file if it is not complete.
  @Override
  public void close() {
    if (prepared) {
      return;
    }
    try (writer) {
      Files.deleteIfExists(hidden);
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }
}
