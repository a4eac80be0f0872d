package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest extends SourceContract {
  private static final List<Field> A_AND_B =
      List.of(AllTypes.column("a", AllTypes.BIGINT), AllTypes.column("b", AllTypes.TEXT));

  private final SingleFileConnector connector = new SingleFileConnector();

  @TempDir private Path directory;

  @Override
  protected CanRead connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() throws IOException {
    StringBuilder lines = new StringBuilder("b,other,a\n");
    for (int i = 0; i < 60; i++) {
      lines.append("\"text\n%d\",x,%d\n".formatted(i, i));
    }
    return table(lines.toString());
  }

  private TableDefinition table(String content, String... options) throws IOException {
    Path file = directory.resolve("rows.csv");
    Files.writeString(file, content);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", file.toString(), "format", "csv"));
    return Reading.table("single_file", new Schema(A_AND_B), all.toArray(String[]::new));
  }

  private void assertFails(TableDefinition table, String... messageParts) {
    assertThatThrownBy(() -> Reading.rows(connector, table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void columnsAreFoundByName() throws IOException {
    assertThat(Reading.rows(connector, table("b,x,a\nq,w,1\n")))
        .containsExactly("{\"a\":1,\"b\":\"q\"}");
  }

  @Test
  void namesMayDifferInCase() throws IOException {
    assertThat(Reading.rows(connector, table("\ufeff A ,B\n1,q\n")))
        .containsExactly("{\"a\":1,\"b\":\"q\"}");
  }

  @Test
  void anEmptyFieldIsNullUnlessQuoted() throws IOException {
    assertThat(Reading.rows(connector, table("a,b\n,\n1,\"\"\n")))
        .containsExactly("{\"a\":null,\"b\":null}", "{\"a\":1,\"b\":\"\"}");
  }

  @Test
  void withoutHeaderColumnsAreFoundByPosition() throws IOException {
    TableDefinition table = table("1;q\n\n2;w", "csv.header", "false", "csv.delimiter", ";");
    assertThat(Reading.rows(connector, table))
        .containsExactly("{\"a\":1,\"b\":\"q\"}", "{\"a\":2,\"b\":\"w\"}");
  }

  @Test
  void inATableOfOneColumnAnEmptyLineIsANull() throws IOException {
    Path file = directory.resolve("one.csv");
    Files.writeString(file, "b\nx\n\ny\n");
    var table =
        Reading.table(
            "single_file",
            new Schema(A_AND_B.subList(1, 2)),
            "path",
            file.toString(),
            "format",
            "csv");
    assertThat(Reading.rows(connector, table))
        .containsExactly("{\"b\":\"x\"}", "{\"b\":null}", "{\"b\":\"y\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,x\n2\n", "a,b\n\"1\",\"x\"\n2,y,z\n", "a,b\n1,\"\n\"\nx,y\n"})
  void malformedRowsFailWithTheirLine(String content) throws IOException {
    int line = content.contains("\"\n\"") ? 4 : 3;
    assertFails(table(content), "rows.csv, line %d: ".formatted(line));
  }

  @Test
  void malformedRowsCanBeLeftOut() throws IOException {
    TableDefinition table = table("a,b\n1,x\n2\nz,left over\n3,\n", "bad_data", "drop");
    assertThat(Reading.rows(connector, table))
        .containsExactly("{\"a\":1,\"b\":\"x\"}", "{\"a\":3,\"b\":null}");
  }

  @Test
  void aHeaderWithoutTheColumnFailsEarly() throws IOException {
    TableDefinition table = table("a,c\n1,x\n");
    assertThatThrownBy(() -> connector.source(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("rows.csv, header: no column 'b' among: a, c");
  }

  @Test
  void anEmptyFileHasNoHeader() throws IOException {
    assertFails(table(""), "header: the file is empty");
  }

  @Test
  void malformedUtf8CannotBeRead() throws IOException {
    TableDefinition table = table("");
    byte[] bytes = "a,b\n1,x\n".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xff;
    Files.write(directory.resolve("rows.csv"), bytes);
    assertThatThrownBy(() -> Reading.rows(connector, table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "\""})
  void aDelimiterIsOneCharacter(String delimiter) throws IOException {
    TableDefinition table = table("a,b\n", "csv.delimiter", delimiter);
    assertThatThrownBy(() -> connector.source(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("csv.delimiter");
  }
}
