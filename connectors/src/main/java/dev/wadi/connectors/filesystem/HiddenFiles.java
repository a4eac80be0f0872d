package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The names of files that are not to be seen yet: `.NAME.OWNER.inprogress` beside `NAME`. Readers
/// take no file that begins with a dot.
///
/// @param owner who writes them
record HiddenFiles(String owner) {
  private static final String SUFFIX = ".inprogress";

  /// The hidden name of a file.
  Path hidden(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + owner + SUFFIX);
  }

  /// Removes the owner's hidden files from a directory, which need not be there.
  ///
  /// @param namesBegin what the names of their targets begin with
  void discard(Path directory, String namesBegin) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try {
      for (Path file : all(directory, namesBegin)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw FileErrors.unwritable(directory, e);
    }
  }

  private List<Path> all(Path directory, String namesBegin) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> {
            String name = file.getFileName().toString();
            return name.startsWith("." + namesBegin) && name.endsWith("." + owner + SUFFIX);
          })
          .toList();
    }
  }
}
