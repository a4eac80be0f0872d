package dev.wadi.server.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The Java sources of all modules.
final class SourceTree {
  private static final Path HOME = Path.of(System.getProperty("wadi.home"));

  private SourceTree() {}

  /// All files, main and test, as paths below the checkout.
  static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
            String name = directory.getFileName().toString();
            boolean skipped =
                name.equals("target") || name.startsWith(".") && !directory.equals(HOME);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (file.toString().endsWith(".java")) {
              files.add(HOME.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  static String read(Path file) throws IOException {
    return Files.readString(HOME.resolve(file));
  }
}
