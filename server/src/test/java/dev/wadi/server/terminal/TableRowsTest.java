package dev.wadi.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.ChangeKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableRowsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TableRows table =
      new TableRows(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void numbersAreSetFlushRight() {
    row("t", "{\"origin\":\"ATL\",\"flights\":1068}");
    row("t", "{\"origin\":null,\"flights\":7}");
    table.flush();
    assertThat(text())
        .isEqualTo(
            """
            origin  flights
            ------  -------
            ATL        1068
                          7
            """);
  }

  @Test
  void theHeaderIsShownOnce() {
    row("t", "{\"a\":1}");
    table.flush();
    row("t", "{\"a\":2}");
    table.flush();
    table.flush();
    assertThat(text()).isEqualTo("a\n-\n1\n2\n");
  }

  @Test
  void eachSelectHasItsOwnTable() {
    row("t", "{\"a\":1}");
    row("u", "{\"b\":2}");
    table.flush();
    assertThat(text()).isEqualTo("a\n-\n1\n\nb\n-\n2\n");
  }

  @Test
  void aLongValueIsCut() {
    row("t", "{\"a\":\"" + "x".repeat(100) + "\"}");
    table.flush();
    assertThat(text().lines().skip(2)).containsExactly("x".repeat(57) + "...");
  }

  @Test
  void theFirstColumnSaysHowRowsChange() {
    table.row("t", ChangeKind.INSERT, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    table.row("t", ChangeKind.UPDATE_BEFORE, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    table.flush();
    assertThat(text()).isEqualTo("op  a\n--  -\n+I  1\n-U  1\n");
  }

  private void row(String name, String json) {
    table.row(name, null, json.getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
