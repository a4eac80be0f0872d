package dev.wadi.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documentation quotes of the samples is there, to the letter.
class QuotedSourcesTest {
  private static final Path PAGE = Path.of("..", "docs", "plugins.md");
  private static final Pattern QUOTE = Pattern.compile("```rust\\R(.*?)```", Pattern.DOTALL);

  @Test
  void quotesAreInTheSources() throws IOException {
    List<String> quotes =
        QUOTE.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
    assertThat(quotes).isNotEmpty();
    List<String> sources = sources();
    assertThat(quotes)
        .allSatisfy(quote -> assertThat(sources).anySatisfy(s -> assertThat(s).contains(quote)));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("."))) {
      return files
          .filter(file -> file.toString().endsWith(".rs"))
          .map(QuotedSourcesTest::text)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
