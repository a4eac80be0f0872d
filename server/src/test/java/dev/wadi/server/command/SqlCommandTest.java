package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.TlsSettings;
import dev.wadi.server.http.WadiServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell without a terminal.
@Timeout(60)
class SqlCommandTest {
  private static final Path CERTIFICATE = Path.of("src/test/resources/tls/localhost.pem");
  private static final Path KEY = Path.of("src/test/resources/tls/localhost.key");
  private static final String TWO_ROWS =
      "SELECT * FROM (VALUES (CAST(1 AS BIGINT), 'a|b'), (22, CAST(NULL AS TEXT))) AS t (n, s)"
          + " ORDER BY n;";

  private static final int BLOCK_FLAGS = Pattern.MULTILINE | Pattern.DOTALL;

  private static WadiServer server;

  @TempDir private Path directory;

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    server = WadiServer.start(ServerSettings.temporary(1));
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

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
  }

  private int run(String... arguments) {
    printed.reset();
    complained.reset();
    List<String> all = new ArrayList<>(List.of("sql", server.grpcUrl().toString()));
    all.addAll(List.of(arguments));
    return WadiCommand.run(all.toArray(String[]::new));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTableIsAligned() {
    assertThat(run("-c", TWO_ROWS)).as(complained()).isZero();
    assertThat(printed().lines()).containsExactly(" n  s", "--  ----", " 1  a|b", "22  NULL");
    assertThat(complained()).isEmpty();
  }

  @Test
  void otherProgramsReadOtherFormats() {
    assertThat(run("-c", TWO_ROWS, "--format", "csv")).isZero();
    assertThat(printed().lines()).containsExactly("n,s", "1,a|b", "22,");
    assertThat(run("-c", TWO_ROWS, "--format", "json")).isZero();
    assertThat(printed().lines())
        .containsExactly("{\"n\":1,\"s\":\"a|b\"}", "{\"n\":22,\"s\":null}");
    assertThat(run("-c", TWO_ROWS, "--format", "markdown")).isZero();
    assertThat(printed().lines())
        .containsExactly("| n | s |", "|--:|---|", "| 1 | a\\|b |", "| 22 | NULL |");
  }

  @Test
  void anArrowStreamIsOne() throws IOException {
    assertThat(run("-c", TWO_ROWS, "--format", "arrow")).isZero();
    List<Long> numbers = new ArrayList<>();
    try (var allocator = new RootAllocator();
        var reader =
            new ArrowStreamReader(new ByteArrayInputStream(printed.toByteArray()), allocator)) {
      while (reader.loadNextBatch()) {
        var column = (BigIntVector) reader.getVectorSchemaRoot().getVector("n");
        for (int i = 0; i < column.getValueCount(); i++) {
          numbers.add(column.get(i));
        }
      }
    }
    assertThat(numbers).containsExactly(1L, 22L);
  }

  @Test
  void decimalsKeepTheirDigitsAndEscapesDoNotReachTheTerminal() {
    run("-c", "SELECT CAST('12345678901234567.10' AS DECIMAL(20, 2)) AS d, 'a\u001b[2J\nb' AS s");
    assertThat(printed())
        .contains("12345678901234567.10  a\\u001b[2J\\nb")
        .doesNotContain("\u001b");
  }

  @Test
  void definitionsOfASessionHoldForWhatFollows() {
    assertThat(
            run(
                "-c",
                "SET parallelism = 1; CREATE VIEW ones AS SELECT 1 AS one -- the view\n;",
                "-c",
                "SELECT one + 1 AS two FROM ones; SHOW VIEWS; DROP VIEW ones; SHOW VIEWS",
                "--format",
                "csv"))
        .as(complained())
        .isZero();
    assertThat(printed().lines()).containsExactly("two", "2", "view", "ones", "view");
  }

  @Test
  void theServerKeepsTables() {
    String table =
        "CREATE TABLE kept (counter BIGINT) WITH (connector = 'impulse', message_count = '2')";
    assertThat(run("-c", table)).as(complained()).isZero();
    assertThat(run("-c", "SELECT counter FROM kept", "--format", "csv")).isZero();
    assertThat(printed().lines()).containsExactly("counter", "0", "1");
    assertThat(run("-c", "DROP TABLE kept")).as(complained()).isZero();
    assertThat(run("-c", "SELECT counter FROM kept")).isEqualTo(1);
    assertThat(complained()).contains("TABLE_NOT_FOUND");
  }

  @Test
  void aFileStopsAtItsFirstErrorWhichHasItsPlace() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("x.sql"),
            "-- it's a script\nCREATE VIEW v AS SELECT 1 AS a;\n\\format csv\nSELECT a FROM v;\n"
                + "SELECT a,\n  b FROM v; SELECT 3;\n");
    assertThat(run("-f", file.toString())).isEqualTo(1);
    assertThat(printed()).isEqualTo("a\n1\n");
    assertThat(complained())
        .startsWith("error[COLUMN_NOT_FOUND] at 6:3: ")
        .contains("  6 |   b FROM v; SELECT 3;\n    |   ^\n");
  }

  @Test
  void filesIncludeOthers() throws IOException {
    Path inner = Files.writeString(directory.resolve("inner.sql"), "SELECT 1 AS a; \\nonsense\n");
    Path outer =
        Files.writeString(directory.resolve("outer.sql"), "\\i " + inner + "\nSELECT 2 AS b;");
    assertThat(run("-f", outer.toString(), "--format", "csv")).isEqualTo(1);
    assertThat(printed()).isEqualTo("a\n1\n");
    assertThat(complained())
        .startsWith(
            "in '" + inner + "': error[INVALID_ARGUMENT]: there is no command '\\nonsense'");
    Files.writeString(inner, "\\i " + inner);
    assertThat(run("-f", outer.toString())).isEqualTo(1);
    assertThat(complained()).contains("more than 20 deep");
    assertThat(run("-c", "\\i /nowhere.sql")).isEqualTo(1);
    assertThat(complained()).contains("error[FILE_NOT_FOUND]");
  }

  @Test
  void standardInputIsAScript() {
    System.setIn(new ByteArrayInputStream("SELECT 1 AS a;\n\\q\nnonsense".getBytes()));
    assertThat(run("--format", "csv")).isZero();
    assertThat(printed()).isEqualTo("a\n1\n");
  }

  @Test
  void rowsGoToAFileIfWanted() throws IOException {
    Path file = directory.resolve("rows.csv");
    assertThat(run("-c", "\\format csv\n\\o " + file + "\nSELECT 1 AS a;\n\\o\nSELECT 2 AS b;"))
        .isZero();
    assertThat(file).hasContent("a\n1\n");
    assertThat(printed()).isEqualTo("b\n2\n");
  }

  @Test
  void commandsSayWhatIsWrongWithThem() {
    for (String[] wrong :
        new String[][] {
          {"\\timin", "did you mean '\\timing'?"},
          {"\\x maybe", "'maybe' is neither on nor off"},
          {"\\format xml", "there is no format 'xml'"},
          {"\\i", "write \\i FILE"},
          {"\\q now", "\\q takes no argument"},
          {"\\watch", "there is nothing to run again"},
          {"SELECT 1; \\watch soon", "'soon' is no number of seconds"},
          {"\\e", "\\e needs a terminal"},
        }) {
      assertThat(run("-c", wrong[0])).as(wrong[0]).isEqualTo(1);
      assertThat(complained()).contains(wrong[1]);
    }
  }

  @Test
  void aViewThatAnotherNeedsStays() {
    assertThat(
            run(
                "-c",
                "CREATE VIEW a AS SELECT 1 AS n; CREATE VIEW b AS SELECT n FROM a; DROP VIEW a"))
        .isEqualTo(1);
    assertThat(complained()).contains("error[CONFLICT]").contains("the view 'a'");
    assertThat(run("-c", "DROP VIEW IF EXISTS nothing")).isZero();
    assertThat(run("-c", "DROP VIEW nothing")).isEqualTo(1);
  }

  @Test
  void expandedRowsAreLists() {
    assertThat(run("-c", "\\x\nSELECT 1 AS a, 'x' AS longer;")).isZero();
    assertThat(printed().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-[ row 1 ]---"),
            line -> assertThat(line).isEqualTo("a      | 1"),
            line -> assertThat(line).isEqualTo("longer | x"));
  }

  @Test
  void plansAreShownAsTheyAre() {
    assertThat(run("-c", "EXPLAIN SELECT 1 AS a")).isZero();
    assertThat(printed()).doesNotContain("plan\n").doesNotContain("---");
    assertThat(run("-c", "EXPLAIN SELECT 1 AS a", "--format", "json")).isZero();
    assertThat(printed()).startsWith("{\"plan\":");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertThat(WadiCommand.run("sql", "grpc://127.0.0.1:1", "-c", "SELECT 1")).isEqualTo(1);
    assertThat(complained())
        .contains("error[SERVER_UNREACHABLE]: no Wadi server answers at grpc://127.0.0.1:1")
        .contains("start one with `./wadi server`");
    assertThat(WadiCommand.run("sql", "nowhere", "-c", "SELECT 1")).isEqualTo(1);
    assertThat(complained()).contains("'nowhere' is no address");
  }

  @Test
  void anEngineMayBeBroughtAlong() {
    assertThat(WadiCommand.run("sql", "--embedded", "-c", "SELECT 1 AS a", "--format", "csv"))
        .as(complained())
        .isZero();
    assertThat(printed()).isEqualTo("a\n1\n");
    assertThat(run("--embedded", "-c", "SELECT 1 AS a")).isEqualTo(1);
    assertThat(complained()).contains("either a server runs the SQL, or --embedded an engine");
  }

  @Test
  void theManualRuns() throws IOException {
    String manual = Files.readString(Path.of(System.getProperty("wadi.home"), "docs/shell.md"));
    Matcher block = Pattern.compile("^```sql\\n(.*?)^```", BLOCK_FLAGS).matcher(manual);
    int blocks = 0;
    while (block.find()) {
      Path file = Files.writeString(directory.resolve("manual.sql"), block.group(1));
      assertThat(run("-f", file.toString())).as(complained()).isZero();
      assertThat(printed()).contains("n\n-\n5\n");
      blocks++;
    }
    assertThat(blocks).isEqualTo(1);
    assertThat(run("-c", "\\?")).isZero();
    for (String line : printed().lines().toList()) {
      if (line.startsWith("\\")) {
        String command = line.split(" ")[0];
        assertThat(manual).as("the manual's table of commands").contains("`" + command);
      }
    }
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run("--format", "xml")).isEqualTo(2);
    assertThat(run("-c")).isEqualTo(2);
  }

  @Test
  void aServerMayWantATokenAndEncryption() throws IOException {
    var http =
        new HttpSettings(
            "0.0.0.0",
            0,
            0,
            Optional.of(new TlsSettings(CERTIFICATE, KEY)),
            100,
            ConnectionSettings.defaults());
    var settings = ServerSettings.of(http, Optional.empty(), 1).withAdministrator("wadi_secret");
    try (WadiServer closed = WadiServer.start(settings)) {
      String url = "grpcs://localhost:" + closed.grpcUrl().getPort();
      String authority = CERTIFICATE.toString();
      Path token = Files.writeString(directory.resolve("token"), "wadi_secret\n");
      assertThat(
              WadiCommand.run(
                  "sql",
                  url,
                  "--token",
                  "@" + token,
                  "--ca-certificate",
                  authority,
                  "-c",
                  "SELECT 1 AS a",
                  "--format",
                  "csv"))
          .as(complained())
          .isZero();
      assertThat(printed()).isEqualTo("a\n1\n");
      assertThat(WadiCommand.run("sql", url, "--ca-certificate", authority, "-c", "SELECT 1 AS a"))
          .isEqualTo(1);
      assertThat(complained()).contains("error[UNAUTHENTICATED]");
      complained.reset();
      assertThat(WadiCommand.run("sql", url, "--token", "wadi_secret", "-c", "SELECT 1 AS a"))
          .isEqualTo(1);
      assertThat(complained()).contains("error[SERVER_UNREACHABLE]");
      complained.reset();
      assertThat(WadiCommand.run("sql", url.replace("grpcs", "grpc"), "-c", "SELECT 1 AS a"))
          .isEqualTo(1);
      assertThat(complained()).contains("error[SERVER_UNREACHABLE]").contains("grpcs://");
    }
  }
}
