package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.resolve.BuiltInAggregate;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The manual of aggregates is whole, true and up to date. With `-Dwadi.update=true` it is
/// rewritten.
class AggregateManualTest {
  private static final Path DOCUMENT = SqlEnvironment.home().resolve("docs/aggregates.md");

  private final AggregateManual manual =
      AggregateManual.read(Path.of("src/test/resources/aggregates.txt"));

  AggregateManualTest() throws IOException {}

  @Test
  void isUpToDate() throws IOException {
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(DOCUMENT, manual.text());
    }
    assertThat(manual.text())
        .as("docs/aggregates.md: rewrite it with -Dwadi.update=true")
        .isEqualTo(Files.readString(DOCUMENT));
  }

  @Test
  void hasEveryAggregate() {
    for (BuiltInAggregate aggregate : BuiltInAggregate.values()) {
      assertThat(manual.entries())
          .anySatisfy(entry -> {
            assertThat(entry.names()).isEqualTo(aggregate.names());
            assertThat(entry.signature()).isEqualTo(aggregate.signature());
          });
    }
  }

  @Test
  void examplesGiveWhatTheySay() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (SqlEnvironment environment = new SqlEnvironment()) {
      for (AggregateManual.Entry entry : manual.entries()) {
        if (entry.example() != null) {
          expected.add(entry.example() + " is " + entry.result());
          found.add(entry.example() + " is " + result(environment, entry.example()));
        }
      }
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static String result(SqlEnvironment environment, String example) throws Exception {
    try {
      PlannedScript planned =
          environment.plan(
              "SELECT %s FROM %s".formatted(example, AggregateManual.TABLE), List.of(), List.of());
      environment.forgetRows();
      environment
          .engine()
          .submit(planned.pipeline(), JobSettings.defaults("example"))
          .completion()
          .get(30, TimeUnit.SECONDS);
      return String.join("\n", environment.rows(planned));
    } catch (WadiException e) {
      return e.describe();
    }
  }
}
