package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A file that a pipeline counts into.
record NumbersFile(Path path) {
  /// @param settings stand before the statements
  String counting(String settings) {
    return settings
        + """
        CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '5000');
        CREATE TABLE numbers (n BIGINT) WITH (connector = 'single_file', path = '%s');
        INSERT INTO numbers SELECT CAST(counter AS BIGINT) FROM ticks;
        """
            .formatted(path);
  }

  List<String> lines() {
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertCountedOnce() {
    List<String> lines = lines();
    assertThat(lines)
        .isEqualTo(IntStream.range(0, lines.size()).mapToObj("{\"n\":%d}"::formatted).toList());
  }
}
