package dev.wadi.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.ChangeKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLinesRowsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final JsonLinesRows lines =
      new JsonLinesRows(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void rowsThatAreOnlyAddedAreJustTheirValues() {
    row(null, "{\"a\":1}");
    assertThat(text()).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void theFirstFieldSaysHowRowsChange() {
    row(ChangeKind.UPDATE_BEFORE, "{\"a\":1}");
    row(ChangeKind.UPDATE_AFTER, "{\"a\":2}");
    row(ChangeKind.DELETE, "{}");
    assertThat(text())
        .isEqualTo(
            """
            {"$change":"-U","a":1}
            {"$change":"+U","a":2}
            {"$change":"-D"}
            """);
  }

  private void row(ChangeKind change, String json) {
    lines.row("t", change, json.getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    lines.flush();
    return printed.toString(StandardCharsets.UTF_8);
  }
}
