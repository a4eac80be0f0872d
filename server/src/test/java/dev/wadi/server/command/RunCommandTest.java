package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunCommandTest {
  private static final String TICKS =
      "CREATE TABLE ticks WITH (connector = 'impulse', message_count = '3');\n";

  @TempDir Path directory;

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
    assertThat(MemoryScope.bytesInUseOfProcess()).isZero();
  }

  @Test
  void rowsArePrintedAsJsonLines() throws IOException {
    assertThat(run(TICKS + "SELECT counter FROM ticks;", "--parallelism", "1")).isZero();
    assertThat(printed()).isEqualTo("{\"counter\":0}\n{\"counter\":1}\n{\"counter\":2}\n");
    assertThat(complained()).isEmpty();
  }

  @Test
  void whatChangesAPipelineIsForServers() throws IOException {
    assertThat(run("ALTER PIPELINE p UPGRADE PLUGIN geo")).isEqualTo(1);
    assertThat(complained()).contains("error[INVALID_SQL]").contains("/api/v1/query");
  }

  @Test
  void rowsArePrintedAsATable() throws IOException {
    assertThat(run(TICKS + "SELECT counter FROM ticks;", "--parallelism", "1", "--format", "table"))
        .isZero();
    assertThat(printed().lines())
        .containsExactly("counter", "-------", "      0", "      1", "      2");
  }

  @Test
  void standardInputIsRead() {
    System.setIn(new ByteArrayInputStream("SELECT 1 AS x;".getBytes(StandardCharsets.UTF_8)));
    assertThat(WadiCommand.run("run", "-")).isZero();
    assertThat(printed()).isEqualTo("{\"x\":1}\n");
  }

  @Test
  void aWrongQueryIsShownWithItsPlace() throws IOException {
    assertThat(run(TICKS + "SELECT conter FROM ticks;")).isEqualTo(1);
    assertThat(complained())
        .startsWith("error[COLUMN_NOT_FOUND] at 2:8: ")
        .contains("  2 | SELECT conter FROM ticks;\n    |        ^\n");
    assertThat(printed()).isEmpty();
  }

  @Test
  void aFailingJobIsAnError() throws IOException {
    assertThat(run(TICKS + "SELECT 1 / counter AS x FROM ticks;")).isEqualTo(1);
    assertThat(complained()).contains("error[DIVISION_BY_ZERO]");
  }

  @Test
  void filesThatAreNotThereAreNamed() throws IOException {
    assertThat(WadiCommand.run("run", "nothing.sql")).isEqualTo(1);
    assertThat(complained()).contains("error[FILE_NOT_FOUND]: no file 'nothing.sql'");
    assertThat(run("SELECT 1 AS x;", "--plugin", "nothing.wasm")).isEqualTo(1);
    assertThat(complained()).contains("no file 'nothing.wasm'");
  }

  @Test
  void aPluginsFunctionsAreUsable() throws IOException {
    Path plugin = Path.of(System.getProperty("wadi.home"), "sample-plugins/geo/geo.wasm");
    assertThat(run("SELECT title_case('NEW YORK') AS city;", "--plugin", plugin.toString()))
        .isZero();
    assertThat(printed()).isEqualTo("{\"city\":\"New York\"}\n");
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(WadiCommand.run("run")).isEqualTo(2);
    assertThat(WadiCommand.run("run", "-", "--parallelism", "x")).isEqualTo(2);
    assertThat(WadiCommand.run("nonsense")).isEqualTo(2);
  }

  @Test
  void parallelismMustBeReasonable() throws IOException {
    assertThat(run("SELECT 1 AS x;", "--parallelism", "0")).isEqualTo(1);
    assertThat(complained()).contains("error[INVALID_ARGUMENT]");
  }

  @Test
  void listsAreRowsLikeThoseOfAQuery() throws IOException {
    assertThat(run(TICKS + "SHOW TABLES; SELECT 1 AS x;", "--parallelism", "1")).isZero();
    assertThat(printed()).isEqualTo("{\"table\":\"ticks\",\"connector\":\"impulse\"}\n{\"x\":1}\n");
  }

  @Test
  void plansAndStatementsArePrintedAsTheyAre() throws IOException {
    assertThat(run(TICKS + "EXPLAIN PHYSICAL SELECT counter FROM ticks; SHOW CREATE ticks;"))
        .isZero();
    assertThat(printed().lines()).first().asString().startsWith("Stage 0 read ticks (x ");
    assertThat(printed())
        .endsWith("CREATE TABLE ticks WITH (connector = 'impulse', message_count = '3')\n");
  }

  @Test
  void analyzedQueriesShowRowsAndTimesInsteadOfTheirResult() throws IOException {
    assertThat(
            run(
                TICKS + "EXPLAIN ANALYZE SELECT counter FROM ticks WHERE counter > 0;",
                "--parallelism",
                "1"))
        .isZero();
    assertThat(printed().replaceAll("[0-9]+\\.[0-9]+", "N"))
        .isEqualTo(
            """
            Total: N ms
            Stage 0 read ticks, filter: 3 rows in, 2 rows out
              filter: 3 rows in, N ms
            Stage 1 write preview: 2 rows in, 0 rows out
              write preview: 2 rows in, N ms
            """);
  }

  @Test
  void parallelismIsSetBySqlUnlessTheOptionSaysOtherwise() throws IOException {
    String sql = "SET parallelism = 3; " + TICKS + "EXPLAIN PHYSICAL SELECT counter FROM ticks;";
    assertThat(run(sql)).isZero();
    assertThat(printed()).contains("read ticks (x 3)");
    assertThat(run(sql, "--parallelism", "2")).isZero();
    assertThat(printed()).contains("read ticks (x 2)");
    assertThat(run("SET parallelism = 3; " + TICKS + "SELECT DISTINCT subtask_index FROM ticks;"))
        .isZero();
    assertThat(printed()).contains("{\"subtask_index\":2}").doesNotContain("{\"subtask_index\":3}");
  }

  private int run(String sql, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("query.sql"), sql);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "run";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return WadiCommand.run(arguments);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8);
  }
}
