package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// The manual of functions is true and up to date. With `-Dwadi.update=true` it is rewritten.
class FunctionManualTest {
  private static final Path OTHERS = Path.of("src/test/resources/functions.txt");
  private static final Path DOCUMENT = SqlEnvironment.home().resolve("docs/functions.md");

  private final FunctionManual manual = new FunctionManual(OTHERS);

  FunctionManualTest() throws IOException {}

  @Test
  void isUpToDate() throws IOException {
    if (Boolean.getBoolean("wadi.update")) {
      Files.writeString(DOCUMENT, manual.text());
    }
    assertThat(manual.text())
        .as("docs/functions.md: rewrite it with -Dwadi.update=true")
        .isEqualTo(Files.readString(DOCUMENT));
  }

  @Test
  void examplesGiveWhatTheySay() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (SqlEnvironment environment = new SqlEnvironment()) {
      for (FunctionManual.Example example : manual.examples()) {
        expected.add(example.sql() + " is " + example.result());
        found.add(example.sql() + " is " + result(environment, example.sql()));
      }
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static String result(SqlEnvironment environment, String expression)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      PlannedScript planned = environment.plan("SELECT " + expression, List.of(), List.of());
      environment.forgetRows();
      environment
          .engine()
          .submit(planned.pipeline(), JobSettings.defaults("example"))
          .completion()
          .get(30, TimeUnit.SECONDS);
      return String.join("\n", environment.rows(planned));
    } catch (WadiException e) {
      return e.describe();
    } catch (ExecutionException e) {
      return WadiException.findIn(e).map(WadiException::describe).orElseGet(e::toString);
    }
  }
}
