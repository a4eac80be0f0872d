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
  private boolean completed;

  private InProgressFile(Path target, Path hidden, FileWriter writer) {
    this.target = target;
    this.hidden = hidden;
    this.writer = writer;
  }

  /// @param jobId keeps two runs that write the same file apart
  static InProgressFile create(Path target, String jobId, FileFormat format) {
    Path hidden = target.resolveSibling(".%s.%s.inprogress".formatted(target.getFileName(), jobId));
    try {
      Files.createDirectories(target.getParent());
      return new InProgressFile(target, hidden, format.create(hidden));
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
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

  /// Makes the file durable, then visible under its name.
  void complete() {
    try {
      writer.finish();
      writer.close();
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
      completed = true;
      syncDirectory();
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }

  // The rename itself is durable only when the directory is.
  private void syncDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// Removes the file if it was not completed.
  @Override
  public void close() {
    if (completed) {
      return;
    }
    try (writer) {
      Files.deleteIfExists(hidden);
    } catch (IOException e) {
      throw FileErrors.unwritable(target, e);
    }
  }
}
