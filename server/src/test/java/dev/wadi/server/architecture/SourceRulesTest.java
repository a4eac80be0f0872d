package dev.wadi.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What can only be seen in the sources.
class SourceRulesTest {
  private static final int MOST_LINES = 500;
  private static final Set<String> HOMES_FOR_THE_HOMELESS =
      Set.of("util", "utils", "common", "impl", "helper", "helpers", "misc");

  @Test
  void theSourcesAreThere() throws IOException {
    assertThat(SourceTree.javaFiles()).hasSizeGreaterThan(100);
  }

  @Test
  void noFileIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      long lines = SourceTree.read(file).lines().count();
      if (lines > MOST_LINES) {
        tooLong.add(file + ": " + lines);
      }
    }
    assertThat(tooLong).as("a file that nobody can hold in the head gets feared").isEmpty();
  }

  @Test
  void everyPackageTellsItsStory() throws IOException {
    List<Path> main =
        SourceTree.javaFiles().stream()
            .filter(file -> file.toString().contains("src/main/java/"))
            .toList();
    Set<Path> told =
        main.stream()
            .filter(file -> file.endsWith("package-info.java"))
            .map(Path::getParent)
            .collect(Collectors.toSet());
    Set<Path> silent =
        main.stream()
            .map(Path::getParent)
            .filter(directory -> !told.contains(directory))
            .collect(Collectors.toSet());
    assertThat(silent).as("package-info.java says what lives in a package and why").isEmpty();
  }

  @Test
  void noPackageIsAMagnetForTheHomeless() throws IOException {
    List<Path> magnets =
        SourceTree.javaFiles().stream()
            .filter(file ->
                StreamSupport.stream(file.spliterator(), false)
                    .anyMatch(part -> HOMES_FOR_THE_HOMELESS.contains(part.toString())))
            .toList();
    assertThat(magnets).as("a package is named for a thing of the domain").isEmpty();
  }

  @Test
  void theLayoutIsThatOfTheFormatter() throws IOException {
    var formatter = new Formatter();
    List<String> others = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      String source = SourceTree.read(file);
      try {
        if (!formatter.formatSourceAndFixImports(source).equals(source)) {
          others.add(file.toString());
        }
      } catch (FormatterException e) {
        others.add(file + ": " + e.getMessage());
      }
    }
    assertThat(others).as("layout is no matter of taste: run ./wadi format").isEmpty();
  }
}
