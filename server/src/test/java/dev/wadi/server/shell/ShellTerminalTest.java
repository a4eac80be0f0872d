package dev.wadi.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell on a real terminal.
@Timeout(180)
class ShellTerminalTest {
  private static final String PROMPT = "wadi> ";

  private static WadiServer server;

  @TempDir private Path directory;
  private PseudoTerminal terminal;

  @BeforeAll
  static void startServer() {
    assumeThat(PseudoTerminal.isPossible()).as("script of util-linux").isTrue();
    server = WadiServer.start(ServerSettings.temporary(1));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stop() {
    if (terminal != null) {
      terminal.close();
    }
  }

  private Path history() {
    return directory.resolve("history");
  }

  private void start(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = "sql";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    terminal =
        new PseudoTerminal(
            Map.of("WADI_HISTORY", history().toString(), "EDITOR", "sed -i s/one/two/"), all);
  }

  private String answer(String line, String end) throws IOException {
    terminal.enter(line);
    String shown = terminal.await(end);
    terminal.await(PROMPT);
    return shown;
  }

  @Test
  void aPersonTalksToAServer() throws Exception {
    start(server.grpcUrl().toString());
    terminal.await("wadi (development), at " + server.grpcUrl());
    terminal.await(PROMPT);

    // Several lines, with a semicolon that ends nothing.
    terminal.enter("SELECT 'a;b' AS text,");
    terminal.await("-> ");
    terminal.enter("  40 + 2 AS number");
    terminal.await("-> ");
    terminal.enter(";");
    assertThat(terminal.await("(1 row, ")).contains("text  number", "a;b       42");
    terminal.await(PROMPT);

    assertThat(
            answer(
                "CREATE TABLE ticks (counter BIGINT) WITH (connector = 'impulse',"
                    + " event_rate = '1000');",
                "done"))
        .isNotNull();
    assertThat(answer("\\d", " s)")).contains("ticks", "impulse");
    assertThat(answer("\\d ticks", "(1 row")).contains("counter", "BIGINT");

    // The word, the table and its column are completed.
    terminal.type("SELECT coun" + PseudoTerminal.TAB);
    terminal.await("count");
    terminal.type(PseudoTerminal.CTRL_C);
    terminal.await(PROMPT);
    terminal.type("DESCRIBE tic" + PseudoTerminal.TAB);
    terminal.await("ticks");
    terminal.enter(";");
    terminal.await("(1 row");
    terminal.await(PROMPT);

    // It never ends by itself, and neither does the shell with it.
    terminal.enter("SELECT counter, 'x' || counter AS text FROM ticks;");
    terminal.await("x100");
    terminal.type(PseudoTerminal.CTRL_C);
    terminal.await("cancelled");
    terminal.await(PROMPT);

    assertThat(answer("SELECT nothing FROM ticks;", "hint:"))
        .contains(
            "error[COLUMN_NOT_FOUND] at 1:8", "  1 | SELECT nothing FROM ticks;\n    |        ^");

    terminal.enter("\\x");
    terminal.await("on\n");
    terminal.await(PROMPT);
    assertThat(answer("SELECT 1 AS n, 'abc' AS text;", "(1 row"))
        .contains("-[ row 1 ]---", "n    | 1", "text | abc");
    answer("\\x off", "off\n");

    // A line that has been begun is thrown away, and Ctrl-D leaves.
    terminal.type("SELECT somethi" + PseudoTerminal.CTRL_C);
    terminal.await(PROMPT);
    terminal.type(PseudoTerminal.CTRL_D);
    assertThat(terminal.exitCode()).isZero();
    assertThat(history()).content().contains("DESCRIBE ticks").doesNotContain("somethi");
  }

  @Test
  void aViewASettingAndAWideTable() throws Exception {
    start(server.grpcUrl().toString());
    terminal.await(PROMPT);
    answer("CREATE VIEW wide AS SELECT '" + "w".repeat(200) + "' AS w;", "kept for this session\n");
    assertThat(answer("SELECT w, 1 AS n FROM wide;", "\\x shows them whole)"))
        .contains("w…  1\n")
        .doesNotContain("w".repeat(80));
    answer("SET parallelism = 1;", "kept for this session\n");
    assertThat(answer("\\session", "SET parallelism = 1;\n")).contains("CREATE VIEW wide");
    assertThat(answer("\\df titl", "\n")).isNotNull();
    answer("SELECT 'password' AS p;", "(1 row");

    assertThat(answer("SELECT 'one' AS word;", "(1 row")).contains("one");
    assertThat(answer("\\e", "(1 row")).contains("SELECT 'two' AS word", "two\n");

    terminal.enter("\\watch 0.05");
    terminal.await("two\n(1 row");
    terminal.await("two\n(1 row");
    terminal.type(PseudoTerminal.CTRL_C);
    terminal.await("cancelled");
    terminal.await(PROMPT);

    assertThat(answer("\\timin", "hint:")).contains("there is no command '\\timin'");
    answer("\\timing", "off\n");
    assertThat(answer("SELECT 1 AS n;", "(1 row)")).contains("n\n-\n1\n");
    terminal.enter("quit");
    assertThat(terminal.exitCode()).isZero();
    assertThat(history()).content().contains("CREATE VIEW").doesNotContain("password");
  }

  @Test
  void rowsThatChangeSayHow() throws Exception {
    start(server.grpcUrl().toString());
    terminal.await(PROMPT);
    answer(
        "CREATE TABLE beats (counter BIGINT) WITH (connector = 'impulse', event_rate = '100');",
        "done");
    terminal.enter("SELECT count(*) AS n FROM beats;");
    assertThat(terminal.await("+U")).contains("$change");
    terminal.type(PseudoTerminal.CTRL_C);
    terminal.await("cancelled");
    terminal.await(PROMPT);
    answer("DROP TABLE beats;", "done");
    terminal.enter("\\q");
    assertThat(terminal.exitCode()).isZero();
  }

  @Test
  void ctrlCEndsAScript() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("endless.sql"),
            "CREATE TABLE IF NOT EXISTS endless (counter BIGINT)"
                + " WITH (connector = 'impulse', event_rate = '100');"
                + " SELECT counter FROM endless;");
    start(server.grpcUrl().toString(), "-f", script.toString());
    terminal.await("10\n");
    terminal.type(PseudoTerminal.CTRL_C);
    assertThat(terminal.exitCode()).isEqualTo(130);
  }

  @Test
  void aScriptThatFailsEndsWithOne() throws Exception {
    start(server.grpcUrl().toString(), "-c", "SELECT nothing");
    terminal.await("error[COLUMN_NOT_FOUND] at 1:8");
    assertThat(terminal.exitCode()).isEqualTo(1);
  }
}
