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
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest extends SourceContract {
  private final SingleFileConnector connector = new SingleFileConnector();

  @TempDir private Path directory;

  @Override
  protected CanRead connector() {
    return connector;
  }

  @Override
  protected TableDefinition table() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append("{\"n\":%d,\"t\":\"text %d\"}\n".formatted(i, i));
    }
    return table(
        lines.toString(),
        AllTypes.column("n", AllTypes.BIGINT),
        AllTypes.column("t", AllTypes.TEXT));
  }

  private TableDefinition table(String content, Field... columns) throws IOException {
    return table(content, List.of(columns));
  }

  private TableDefinition table(String content, List<Field> columns, String... options)
      throws IOException {
    Path file = directory.resolve("rows.json");
    Files.writeString(file, content);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", file.toString()));
    return Reading.table("single_file", new Schema(columns), all.toArray(String[]::new));
  }

  private List<String> rows(String content, Field... columns) throws IOException {
    return Reading.rows(connector, table(content, columns));
  }

  private void assertFails(TableDefinition table, ErrorCode code, String... messageParts) {
    assertThatThrownBy(() -> Reading.rows(connector, table))
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void aMissingFieldIsNullAndAnUnknownOneIgnored() throws IOException {
    assertThat(
            rows(
                "{\"b\":\"x\",\"other\":{\"deep\":[1,{}]}}\n{\"a\":1}\n",
                AllTypes.column("a", AllTypes.BIGINT),
                AllTypes.column("b", AllTypes.TEXT)))
        .containsExactly("{\"a\":null,\"b\":\"x\"}", "{\"a\":1,\"b\":null}");
  }

  @Test
  void linesMayEndInAnyWayAndBeEmpty() throws IOException {
    assertThat(rows("\n{\"a\":1}\r\n  \n\r\n{\"a\":2}", AllTypes.column("a", AllTypes.BIGINT)))
        .containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  @Test
  void ofARepeatedFieldTheLastCounts() throws IOException {
    assertThat(rows("{\"a\":\"x\",\"a\":\"yz\"}", AllTypes.column("a", AllTypes.TEXT)))
        .containsExactly("{\"a\":\"yz\"}");
  }

  @Test
  void linesMayBeLongerThanTheBuffer() throws IOException {
    String longText = "x".repeat(300_000);
    assertThat(
            rows(
                "{\"a\":\"%s\"}\n{\"a\":\"y\"}\n".formatted(longText).repeat(3),
                AllTypes.column("a", AllTypes.TEXT)))
        .hasSize(6)
        .first()
        .isEqualTo("{\"a\":\"" + longText + "\"}");
  }

  @Test
  void aTextColumnKeepsWhateverThereIs() throws IOException {
    assertThat(
            rows(
                "{\"a\":{\"k\":[1,null]}}\n{\"a\":[]}\n{\"a\":1.50}\n{\"a\":true}\n",
                AllTypes.column("a", AllTypes.TEXT)))
        .containsExactly(
            "{\"a\":\"{\\\"k\\\":[1,null]}\"}",
            "{\"a\":\"[]\"}",
            "{\"a\":\"1.50\"}",
            "{\"a\":\"true\"}");
  }

  @Test
  void aLineThatIsCutOffFailsWithItsNumber() throws IOException {
    assertFails(
        table("{\"a\":1}\n\n{\"a\":2, \"b", AllTypes.column("a", AllTypes.BIGINT)),
        ErrorCode.BAD_DATA,
        "rows.json, line 3: not a JSON object");
  }

  @Test
  void malformedRowsCanBeLeftOut() throws IOException {
    List<Field> columns =
        List.of(
            AllTypes.column("a", AllTypes.TEXT),
            AllTypes.list("l", AllTypes.column("element", AllTypes.TEXT)),
            AllTypes.column("n", AllTypes.BIGINT));
    String content =
        """
        {"a":"first","l":["x","yy"],"n":1}
        {"a":"half written","l":["zzz","and more"],"n":"no number"}
        {"a":"half written","l":["zzz"
        []
        {"a":"last","l":["v",null],"n":2}
        """;
    assertThat(Reading.rows(connector, table(content, columns, "bad_data", "drop")))
        .containsExactly(
            "{\"a\":\"first\",\"l\":[\"x\",\"yy\"],\"n\":1}",
            "{\"a\":\"last\",\"l\":[\"v\",null],\"n\":2}");
  }

  @Test
  void aDroppedRowLeavesNothingInTheNextOne() throws IOException {
    List<Field> columns =
        List.of(
            AllTypes.column("a", AllTypes.TEXT),
            AllTypes.struct("s", AllTypes.column("x", AllTypes.TEXT)),
            AllTypes.column("n", AllTypes.BIGINT));
    String content =
        """
        {"a":"left over","s":{"x":"left over"},"n":[]}
        {"n":2}
        """;
    assertThat(Reading.rows(connector, table(content, columns, "bad_data", "drop")))
        .containsExactly("{\"a\":null,\"s\":null,\"n\":2}");
  }

  @Test
  void aNotNullColumnWantsAValue() throws IOException {
    assertFails(
        table("{\"a\":1}\n{}\n", AllTypes.notNull("a", AllTypes.BIGINT)),
        ErrorCode.BAD_DATA,
        "line 2: column 'a' is NOT NULL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "i8; 128",
        "u8; -1",
        "i32; 1.5",
        "i64; 9223372036854775808",
        "u64; 18446744073709551616",
        "i64; 1e999999999",
        "f32; 1e60",
        "f64; \"0x1p3\"",
        "dec9; 12345678.1",
        "dec9; 0.001",
        "dec38; 1e999999999",
        "dec38; 1e-999999999",
        "bool; 1",
        "bool; \"yes\"",
        "d; \"2023-02-29\"",
        "d; 19000",
        "tm; \"24:00:00\"",
        "ts; \"2023-01-01T10:60:00\"",
        "ts; \"2023-01-01X10:00:00\"",
        "ts; 1700000000000",
        "tsn; \"2300-01-01T00:00:00\"",
        "dur; \"1 day\"",
        "bin; \"not base64!\"",
        "ints; 1",
        "ints; {}",
        "ints; [\"x\"]",
        "st; []",
        "st; {\"a\":\"x\"}"
      })
  void valuesThatDoNotFitAreRefused(String column, String value) throws IOException {
    Field field = AllTypes.SCHEMA.findField(column);
    assertFails(table("{\"%s\":%s}".formatted(column, value), field), ErrorCode.BAD_DATA, "line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "i32; 2.0; 2",
        "i64; \"-17\"; -17",
        "i64; \"123456789012345678\"; 123456789012345678",
        "u64; 18446744073709551615; 18446744073709551615",
        "f64; \"-inf\"; \"-Infinity\"",
        "f64; 1; 1.0",
        "dec38; 12345678901234567890.0123456789; 12345678901234567890.0123456789",
        "dec38; 1e3; 1000.0000000000",
        "bool; \"f\"; false",
        "ts; \"2001-02-03 04:05:06.7\"; \"2001-02-03T04:05:06.7\"",
        "ts; \"2001-02-03T04:05\"; \"2001-02-03T04:05:00\"",
        "ts; \"2001-02-03\"; \"2001-02-03T00:00:00\"",
        "ts; \"2001-02-03T04:05:06.123456789Z\"; \"2001-02-03T04:05:06.123456\"",
        "ts; \"2001-02-03T00:05:06+01:30\"; \"2001-02-02T22:35:06\"",
        "ts; \"1969-12-31T23:59:59.999999\"; \"1969-12-31T23:59:59.999999\"",
        "tsn; \"2001-02-03T04:05:06.123456789\"; \"2001-02-03T04:05:06.123456789\"",
        "tm; \"04:05\"; \"04:05:00\"",
        "dur; \"P1DT1.5S\"; \"PT24H1.5S\"",
        "mon; \"P1Y14M\"; \"P2Y2M\"",
        "ints; null; null"
      })
  void valuesMayBeWrittenInSeveralWays(String column, String value, String read)
      throws IOException {
    Field field = AllTypes.SCHEMA.findField(column);
    assertThat(rows("{\"%s\":%s}".formatted(column, value), field))
        .containsExactly("{\"%s\":%s}".formatted(column, read));
  }

  @Test
  void timestampsMayBeMilliseconds() throws IOException {
    TableDefinition table =
        table(
            "{\"ts\":1700000000123}\n{\"ts\":\"2001-01-01\"}\n",
            List.of(AllTypes.column("ts", AllTypes.TIMESTAMP)),
            "json.timestamp_format",
            "unix_millis");
    assertThat(Reading.rows(connector, table))
        .containsExactly(
            "{\"ts\":\"2023-11-14T22:13:20.123\"}", "{\"ts\":\"2001-01-01T00:00:00\"}");
  }

  @Test
  void malformedUtf8IsBadData() throws IOException {
    TableDefinition table = table("", AllTypes.column("a", AllTypes.TEXT));
    byte[] line = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    line[6] = (byte) 0xff;
    Files.write(directory.resolve("rows.json"), line);
    assertFails(table, ErrorCode.BAD_DATA, "line 1");
  }

  @Test
  void twoObjectsOnALineAreOneTooMany() throws IOException {
    assertFails(
        table("{\"a\":1}{\"a\":2}", AllTypes.column("a", AllTypes.BIGINT)),
        ErrorCode.BAD_DATA,
        "expected one JSON object");
  }
}
