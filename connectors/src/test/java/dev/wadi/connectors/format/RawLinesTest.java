package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawLinesTest extends SourceContract {
  private static final String LONG = "x".repeat(300_000);

  private final SingleFileConnector connector = new SingleFileConnector();

  @TempDir private Path directory;

  @Override
  protected CanRead connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append("line ").append(i).append('\n');
    }
    return texts(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private TableDefinition texts(byte[] content, String... options) throws IOException {
    return table(content, AllTypes.TEXT, "raw_string", options);
  }

  private TableDefinition table(byte[] content, ArrowType type, String format, String... options)
      throws IOException {
    Path file = directory.resolve("lines");
    Files.write(file, content);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", file.toString(), "format", format));
    return Reading.table(
        "single_file",
        new Schema(List.of(AllTypes.column("value", type))),
        all.toArray(String[]::new));
  }

  private List<String> rows(TableDefinition table) {
    return Reading.rows(connector, table);
  }

  @Test
  void aLineIsAValueWhateverIsInIt() throws IOException {
    byte[] content = "{\"a\":1}\n\n grün \r\nlast".getBytes(StandardCharsets.UTF_8);

    assertThat(rows(texts(content)))
        .containsExactly(
            "{\"value\":\"{\\\"a\\\":1}\"}",
            "{\"value\":\"\"}",
            "{\"value\":\" grün \"}",
            "{\"value\":\"last\"}");
  }

  @Test
  void bytesNeedNotBeText() throws IOException {
    byte[] content = {(byte) 0xff, 0, '\n', 'a'};

    assertThat(rows(table(content, ArrowType.Binary.INSTANCE, "raw_bytes")))
        .containsExactly("{\"value\":\"/wA=\"}", "{\"value\":\"YQ==\"}");
  }

  @Test
  void textMustBeText() throws IOException {
    byte[] content = {'a', '\n', (byte) 0xff, '\n', 'b'};

    assertThatThrownBy(() -> rows(texts(content)))
        .isInstanceOf(WadiException.class)
        .hasMessageContainingAll("line 2", "TEXT in UTF-8");
    assertThat(rows(texts(content, "bad_data", "drop")))
        .containsExactly("{\"value\":\"a\"}", "{\"value\":\"b\"}");
  }

  @Test
  void whatFollowsATooLongLineIsReadIfThatIsLeftOut() throws IOException {
    byte[] content = ("a\n" + LONG + "\nb\n" + LONG).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> rows(texts(content, "framing.newline.max_length", "150000")))
        .hasMessageContainingAll("line 2", "longer than 150000 bytes");
    for (String limit : List.of("1", "150000", "299999")) {
      assertThat(rows(texts(content, "bad_data", "drop", "framing.newline.max_length", limit)))
          .containsExactly("{\"value\":\"a\"}", "{\"value\":\"b\"}");
    }
    assertThat(rows(texts(content, "framing", "newline", "framing.newline.max_length", "300000")))
        .hasSize(4);
  }

  @Test
  void anotherFramingIsRefused() throws IOException {
    TableDefinition table = texts(new byte[0], "framing", "varint");

    assertThatThrownBy(() -> connector.source(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContainingAll("framing", "varint");
  }
}
