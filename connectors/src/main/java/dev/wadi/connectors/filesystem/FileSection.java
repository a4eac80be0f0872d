package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Bytes that are to stand at a place of a file, and until then in a hidden file beside it.
///
/// @param offset where they begin
/// @param length how many they are
/// @param hidden the name of the hidden file, "" if there are none
record FileSection(long offset, long length, String hidden) {
  static FileSection parse(String committable) {
    String[] parts = committable.split(" ", 3);
    return new FileSection(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
  }

  /// As {@link #parse} reads it.
  String committable() {
    return offset + " " + length + " " + hidden;
  }

  long end() {
    return offset + length;
  }

  /// Appends the bytes, if that has not been done; whatever stood from the offset on is cut off.
  void appendTo(Path file) {
    Path section = file.resolveSibling(hidden);
    if (hidden.isEmpty() || !Files.exists(section)) {
      return;
    }
    try (FileChannel to =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      requireBytes(file, to.size(), offset);
      to.truncate(offset).position(offset);
      copy(section, to);
      to.force(true);
      Files.delete(section);
    } catch (IOException e) {
      throw FileErrors.unwritable(file, e);
    }
  }

  /// @throws WadiException if the file does not have the bytes, which have been appended
  void requireIn(Path file) {
    try {
      requireBytes(file, Files.exists(file) ? Files.size(file) : 0, end());
    } catch (IOException e) {
      throw FileErrors.unwritable(file, e);
    }
  }

  private static void requireBytes(Path file, long present, long written) {
    if (present < written) {
      throw new WadiException(
              ErrorCode.FILE_UNWRITABLE,
              "'%s' has %d bytes, but %d were written: something else has cut it off"
                  .formatted(file, present, written))
          .withHint("restore the file, or start the pipeline without its checkpoints");
    }
  }

  private void copy(Path section, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(section, StandardOpenOption.READ)) {
      if (from.size() != length) {
        throw new IOException("%s has %d bytes, not %d".formatted(section, from.size(), length));
      }
      for (long copied = 0; copied < length; ) {
        copied += from.transferTo(copied, length - copied, to);
      }
    }
  }
}
