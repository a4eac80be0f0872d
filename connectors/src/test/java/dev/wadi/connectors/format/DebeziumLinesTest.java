package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebeziumLinesTest {
  private static final List<Field> COLUMNS =
      List.of(AllTypes.column("n", AllTypes.BIGINT), AllTypes.column("t", AllTypes.TEXT));

  @TempDir private Path directory;

  @Test
  void eachOpIsRowsWithTheirKinds() throws IOException {
    assertThat(
            rows(
                """
                {"before":null,"after":{"n":1,"t":"a"},"op":"c","ts_ms":17}
                {"op":"r","after":{"t":"ü","n":2}}

                {"before":{"n":1,"t":"a"},"after":{"n":1,"t":"b"},"source":{"op":"x"},"op":"u"}
                {"before":{"n":2,"t":"ü"},"after":null,"op":"d"}
                null
                """))
        .containsExactly("+I 1 a", "+I 2 ü", "-U 1 a", "+U 1 b", "-D 2 ü");
  }

  @Test
  void theSchemaAroundItIsLeftOut() throws IOException {
    assertThat(
            rows(
                """
                {"schema":{"type":"struct"},"payload":{"after":{"n":1,"t":"a"},"op":"c"}}
                {"schema":null,"payload":null}
                {"payload":{"op":"u","before":{"n":1,"t":"a"},"after":{"n":1}}}
                """))
        .containsExactly("+I 1 a", "-U 1 a", "+U 1 null");
  }

  @Test
  void aFieldThatLooksLikeTheChangeKindIsNone() throws IOException {
    assertThat(rows("{\"after\":{\"n\":1,\"$change\":3},\"op\":\"c\"}\n"))
        .containsExactly("+I 1 null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"op\":\"u\",\"after\":{\"n\":1}}|op 'u' has no 'before'",
        "{\"op\":\"d\",\"after\":{\"n\":1}}|op 'd' has no 'before'",
        "{\"op\":\"c\",\"before\":{\"n\":1}}|op 'c' has no 'after'",
        "{\"op\":\"u\",\"before\":{\"n\":1},\"after\":{\"n\":\"x\"}}|column 'n'",
        "{\"op\":\"u\",\"before\":{\"n\":\"x\"},\"after\":{\"n\":1}}|column 'n'",
        "{\"op\":\"t\"}|the op 't' is none of c, r, u and d",
        "{\"op\":\"c\",\"after\":7}|expected an object as 'after'",
        "{\"n\":1}|found no 'op'",
        "[]|expected a JSON object",
        "{\"op\":\"c\"|not a JSON object",
      })
  void malformedLinesAreRefusedOrDroppedAsAWhole(String line, String message) throws IOException {
    String content = "{\"op\":\"c\",\"after\":{\"n\":1}}\n" + line + "\n" + line + "\n";
    assertThatThrownBy(() -> rows(content))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("line 2: ")
        .hasMessageContaining(message);
    String last = "{\"op\":\"c\",\"after\":{\"n\":2}}\n";
    assertThat(rows(content + last, "bad_data", "drop")).containsExactly("+I 1 null", "+I 2 null");
  }

  @Test
  void aRowThatMayNotBeNullIsCheckedBeforeItsUpdateIsTaken() throws IOException {
    List<Field> required =
        List.of(
            new Field(
                "n",
                new org.apache.arrow.vector.types.pojo.FieldType(false, AllTypes.BIGINT, null),
                null),
            COLUMNS.get(1));
    String content =
        """
        {"op":"u","before":{"n":1},"after":{"t":"x"}}
        {"op":"c","after":{"n":3}}
        """;
    assertThat(rows(content, required, "bad_data", "drop")).containsExactly("+I 3 null");
  }

  private List<String> rows(String content, String... options) throws IOException {
    return rows(content, COLUMNS, options);
  }

  private List<String> rows(String content, List<Field> columns, String... options)
      throws IOException {
    Path file = directory.resolve("rows.json");
    Files.writeString(file, content);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", file.toString(), "format", "debezium_json"));
    Map<String, String> given =
        Reading.table("single_file", new Schema(columns), all.toArray(String[]::new)).options();
    var table = new TableDefinition("t", "single_file", new Schema(columns), given, List.of("n"));
    Source source = new SingleFileConnector().source(table);
    assertThat(source.changelog()).isTrue();
    List<Field> read = new ArrayList<>(columns);
    read.add(ChangeKind.FIELD);
    return Changes.rows(source, new Schema(read), columns.size());
  }
}
