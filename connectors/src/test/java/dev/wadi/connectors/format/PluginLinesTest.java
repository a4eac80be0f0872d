package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.ListedFormat;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.FormatSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that a plugin makes rows of: some none, some many.
class PluginLinesTest extends SourceContract {
  private static final Schema SCHEMA =
      new Schema(
          List.of(AllTypes.column("a", AllTypes.BIGINT), AllTypes.column("b", AllTypes.TEXT)));
  private static final Schema NOT_NULL =
      new Schema(
          List.of(AllTypes.column("a", AllTypes.BIGINT), Field.notNullable("b", AllTypes.TEXT)));

  private final SingleFileConnector connector = new SingleFileConnector(new ListedFormat());

  @TempDir private Path directory;

  @Override
  protected CanRead connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      for (int row = 0; row < i % 7; row++) {
        lines.append("a=").append(10 * i + row).append(",b=").append("x".repeat(i)).append(';');
      }
      lines.append('\n');
    }
    return lines(SCHEMA, lines.toString());
  }

  private TableDefinition lines(Schema schema, String content, String... options)
      throws IOException {
    Files.writeString(file(), content);
    return table(schema, options);
  }

  private TableDefinition table(Schema schema, String... options) {
    List<String> all = new ArrayList<>(List.of("path", file().toString(), "format", "listed"));
    all.addAll(Arrays.asList(options));
    return Reading.table("single_file", schema, all.toArray(String[]::new));
  }

  private Path file() {
    return directory.resolve("lines");
  }

  private List<String> rows(TableDefinition table) {
    return Reading.rows(connector, table);
  }

  @Test
  void aMalformedLineIsAnErrorThatNamesIt() throws IOException {
    assertThatThrownBy(() -> rows(lines(SCHEMA, "a=1\n\na=2;a!\na=3")))
        .isInstanceOf(WadiException.class)
        .hasMessageEndingWith("lines, line 3: an exclamation mark")
        .extracting(e -> ((WadiException) e).code())
        .isEqualTo(ErrorCode.BAD_DATA);
  }

  @Test
  void malformedLinesAreDroppedIfTheTableSaysSo() throws IOException {
    assertThat(rows(lines(SCHEMA, "a=1\na=2;a!\r\na=3\r\n!", "bad_data", "drop")))
        .containsExactly("{\"a\":1,\"b\":null}", "{\"a\":3,\"b\":null}");
  }

  @Test
  void aFormatThatFailsIsAnErrorThatSaysWhereItWas() {
    assertThatThrownBy(() -> rows(lines(SCHEMA, "a=1\na=2\n?")))
        .hasMessageEndingWith("lines, lines 1 to 3: it broke");
  }

  @Test
  void aMissingValueMakesTheRowMalformed() throws IOException {
    String lines = "b=x\na=1,b=y;a=2\nb=z";
    assertThatThrownBy(() -> rows(lines(NOT_NULL, lines)))
        .hasMessageEndingWith("line 2: column 'b' is NOT NULL and has no value");
    assertThat(rows(lines(NOT_NULL, lines, "bad_data", "drop")))
        .containsExactly(
            "{\"a\":null,\"b\":\"x\"}", "{\"a\":1,\"b\":\"y\"}", "{\"a\":null,\"b\":\"z\"}");
  }

  @Test
  void aLineThatIsTooLongIsMalformed() throws IOException {
    String lines = "b=x\nb=yyyyyyyyyyyyyyyyyy\nb=z";
    String[] options = {"bad_data", "drop", "framing.newline.max_length", "10"};
    assertThat(rows(lines(SCHEMA, lines, options))).hasSize(2);
  }

  @Test
  void manyLongLinesAreReadSomeAtATime() throws IOException {
    String line = "b=" + "x".repeat(300_000) + "\n";
    assertThat(rows(lines(SCHEMA, line.repeat(20)))).hasSize(20);
  }

  @Test
  void rowsAreWrittenAsLines() throws IOException {
    write(table(SCHEMA), "a=1,b=x;b=y");
    assertThat(file()).hasContent("a=1,b=x\nb=y\n");
  }

  @Test
  void aRowThatTheFormatCannotSayFailsOrIsDropped() throws IOException {
    // What is read has no exclamation mark, what is written ends with one.
    String[] end = {"listed.end", "!"};
    assertThatThrownBy(() -> write(table(SCHEMA, end), "a=1,b=x"))
        .isInstanceOf(WadiException.class)
        .hasMessage(
            "table 't': format 'listed' cannot write the row (a = 1, b = x): an exclamation mark");
    write(table(SCHEMA, "listed.end", "!", "bad_data", "drop"), "a=1,b=x;a=2");
    assertThat(file()).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "a\nb"})
  void aRecordThatIsMoreThanALineIsAnError(String end) {
    assertThatThrownBy(() -> write(table(SCHEMA, "listed.end", end), "a=1,b=x"))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("made a record that is more than a line");
  }

  private void write(TableDefinition table, String rows) throws IOException {
    Path from = directory.resolve("from");
    Files.writeString(from, rows);
    var source = Reading.table("single_file", SCHEMA, "path", from.toString(), "format", "listed");
    try (var scope = MemoryScope.unlimited()) {
      Reading.copy(connector.source(source), connector.sink(table), SCHEMA, scope.allocator());
    }
  }

  @Test
  void messagesAreNotInFiles() {
    assertThatThrownBy(() -> rows(table(SCHEMA, "format", "messages")))
        .hasMessage(
            "table 't': records of connector 'single_file' are lines, those of format 'messages'"
                + " are not");
  }

  @Test
  void aFormatThatOnlyDecodesIsNotWritten() {
    assertThatThrownBy(() -> connector.sink(table(SCHEMA, "format", "read_only")))
        .hasMessage(
            "table 't' cannot be written: format 'read_only' of plugin 'lists' only decodes");
  }

  @Test
  void anUnknownFormatIsAnErrorWithTheNearestName() {
    assertThatThrownBy(() -> connector.sink(table(SCHEMA, "format", "listes", "listes.end", "x")))
        .isInstanceOf(WadiException.class)
        .hasMessageEndingWith("'raw_bytes', 'listed', 'messages', 'read_only'")
        .extracting(e -> ((WadiException) e).hint().orElseThrow())
        .isEqualTo("did you mean 'listed'?");
  }

  @ParameterizedTest
  @CsvSource({
    "listed, listed@sha256:ab12",
    "' LISTED ', listed@sha256:ab12",
    "listed@latest, listed@sha256:ab12",
    "listed@0.9.0, listed@sha256:cd34",
    "listed@sha256:cd, listed@sha256:cd34",
    "listed@2.0.0, listed@2.0.0",
    "json, json",
    "other, other"
  })
  void aTableIsPinnedToAVersion(String format, String pinned) {
    TableDefinition table = Reading.table("single_file", SCHEMA, "format", format, "path", "x");
    assertThat(connector.pinned(table).options()).isEqualTo(Map.of("format", pinned, "path", "x"));
  }

  @Test
  void namesOfBuiltInFormatsAreTakenFromPlugins() {
    Set<String> names = new HashSet<>();
    Stream.<Enum<?>[]>of(FileFormat.Kind.values(), MessageFormat.Kind.values())
        .flatMap(Arrays::stream)
        .forEach(kind -> names.add(kind.name().toLowerCase(Locale.ROOT)));
    assertThat(names).isEqualTo(FormatSignature.BUILT_IN);
  }
}
