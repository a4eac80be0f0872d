package dev.wadi.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `plans/NAME.sql` gives `plans/NAME.plan`: the plan of each sink, or the error. Statements
/// are planned on top of `plans/tables.sql`. With `-Dwadi.update=true` expectations are rewritten.
final class GoldenPlanTest {
  private static final Path FOLDER = Path.of("src/test/resources/plans");
  private static final String TABLES = "tables.sql";
  private static final String SEPARATOR = "\n---\n";

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".sql") && !file.endsWith(TABLES))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void plansAreAsExpected(Path script) throws IOException {
    var planner =
        new SqlPlanner(
            new PlanningContext(
                FakeConnectors.ALL,
                FakeFunctions.ALL,
                List.of(Files.readString(FOLDER.resolve(TABLES)))));
    StringBuilder actual = new StringBuilder();
    for (String sql : Files.readString(script).strip().split(SEPARATOR)) {
      actual.append(sql.strip()).append("\n\n").append(plan(planner, sql)).append(SEPARATOR);
    }
    Path expectation = Path.of(script.toString().replace(".sql", ".plan"));
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(expectation, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(expectation));
  }

  private static String plan(SqlPlanner planner, String sql) {
    try {
      PlannedScript script = planner.plan(sql);
      byte[] travelling = PlanCodec.write(script.pipeline());
      assertThat(PlanCodec.read(travelling)).isEqualTo(script.pipeline());
      StringBuilder text = new StringBuilder();
      script.pipeline().sinks().forEach(sink -> text.append(PlanPrinter.print(sink)));
      script.explanations().forEach(plan -> text.append("EXPLAIN\n").append(plan));
      script.definitions().forEach(made -> text.append(made.kind() + " " + made.name() + "\n"));
      return text.append(script.bounded() ? "bounded" : "unbounded").toString();
    } catch (WadiException e) {
      return e.describe();
    }
  }
}
