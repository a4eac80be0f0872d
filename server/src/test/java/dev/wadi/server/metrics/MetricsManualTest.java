package dev.wadi.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The manual's tables have the metrics that there are.
class MetricsManualTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `((?:wadi|process|jvm)_[a-z_]+)` \\|", Pattern.MULTILINE);

  @Test
  void allOfThemAreInTheManualAndNoOthers() throws IOException {
    Path manual = Path.of(System.getProperty("wadi.home"), "docs", "operations.md");
    List<String> documented =
        ROW.matcher(Files.readString(manual)).results().map(row -> group(row)).toList();
    assertThat(documented)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Metric.values()).map(Metric::exposedName).toList());
  }

  private static String group(MatchResult row) {
    return row.group(1);
  }
}
