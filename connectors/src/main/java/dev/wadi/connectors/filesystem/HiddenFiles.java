package dev.wadi.connectors.filesystem;

import dev.wadi.connectors.file.FileErrors;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
  /// @param depth how many levels of folders are looked through
  /// @param targets which of them, by the names that they were to get
  void discard(Path directory, int depth, Predicate<String> targets) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try {
      for (Path file : all(directory, depth, targets)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw FileErrors.unwritable(directory, e);
    }
  }

  private List<Path> all(Path directory, int depth, Predicate<String> targets) throws IOException {
    String ending = "." + owner + SUFFIX;
    List<Path> all = new ArrayList<>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.startsWith(".") && name.endsWith(ending) && targets.test(name.substring(1))) {
              all.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          // Somebody else who writes there has just given it its name.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return e instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, e);
          }
        };
    Files.walkFileTree(directory, Set.of(), depth, visitor);
    return all;
  }
}
