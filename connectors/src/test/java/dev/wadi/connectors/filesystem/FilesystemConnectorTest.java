package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemConnectorTest {
  private static final Schema SCHEMA = new Schema(List.of(AllTypes.column("n", AllTypes.BIGINT)));

  private final FilesystemConnector connector = new FilesystemConnector();

  @TempDir private Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(directory.resolve("2024/b"));
    Files.createDirectories(directory.resolve(".hidden"));
    write("2024/2.json", 2);
    write("2024/1.json", 1);
    write("2024/b/3.json", 3);
    write("2024/b/4.txt", 4);
    write("2024/.5.json.job.inprogress", 5);
    write("2024/_6.json", 6);
    write(".hidden/7.json", 7);
  }

  private void write(String file, int n) throws IOException {
    Files.writeString(directory.resolve(file), "{\"n\":%d}\n".formatted(n));
  }

  private TableDefinition table(String path, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", path, "format", "json"));
    return Reading.table("filesystem", SCHEMA, all.toArray(String[]::new));
  }

  private List<String> rows(String path, String... options) {
    return Reading.rows(connector, table(path, options));
  }

  @Test
  void aDirectoryIsReadWithAllBelowItInTheOrderOfNames() {
    assertThat(rows(directory.toString()))
        .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
  }

  @Test
  void aSplitIsAFileHoweverManyReadersThereAre() {
    Source source = connector.source(table(directory.toString()));
    assertThat(source.splits(1)).isEqualTo(source.splits(5)).hasSize(4);
    assertThat(source.blocking()).isTrue();
  }

  @Test
  void aGlobChoosesFiles() {
    assertThat(rows(directory + "/2024/*.json")).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(rows(directory + "/**/[34].*")).containsExactly("{\"n\":3}", "{\"n\":4}");
    assertThat(rows(directory + "/20?4/{1,2}.json")).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void aPatternChoosesFilesOfADirectory() {
    assertThat(rows(directory.toString(), "source.regex-pattern", "b/.*\\.json$"))
        .containsExactly("{\"n\":3}");
  }

  @Test
  void aFileMayBeGivenAsAnAddress() {
    assertThat(rows("file://" + directory + "/2024/1.json")).containsExactly("{\"n\":1}");
    assertThat(rows("file://" + directory + "/2024/?.json"))
        .containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void aNameWithWildcardsThatExistsIsThatFile() throws IOException {
    write("2024/[x].json", 8);
    assertThat(rows(directory + "/2024/[x].json")).containsExactly("{\"n\":8}");
  }

  private void assertRefused(TableDefinition table, ErrorCode code, String message) {
    assertThatThrownBy(() -> connector.source(table))
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing.json", "/nothing/*.json", "/2024/*.csv", "/.hidden/*.json.gz"})
  void missingFilesAreFoundMissingEarly(String path) {
    assertRefused(table(directory + path), ErrorCode.FILE_NOT_FOUND, "no file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/x", "hdfs:/x", "https://example.org/x.json"})
  void otherSchemesAreRefused(String path) {
    assertRefused(table(path), ErrorCode.INVALID_OPTION, "a local path or a file:// address");
  }

  @Test
  void optionsAreChecked() {
    String path = directory.toString();
    assertRefused(
        Reading.table("filesystem", SCHEMA, "path", path), ErrorCode.MISSING_OPTION, "format");
    assertRefused(
        Reading.table("filesystem", SCHEMA, "path", path, "format", "xml"),
        ErrorCode.INVALID_OPTION,
        "one of 'json', 'csv', 'parquet'");
    assertRefused(
        table(path, "source.regex-pattern", "("), ErrorCode.INVALID_OPTION, "regular expression");
    assertRefused(table(path, "type", "sink"), ErrorCode.INVALID_OPTION, "'source'");
    assertRefused(table(path, "csv.header", "true"), ErrorCode.INVALID_OPTION, "csv.header");
    assertRefused(
        Reading.table("filesystem", SCHEMA, "path", path, "format", "parquet", "bad_data", "drop"),
        ErrorCode.INVALID_OPTION,
        "'fail'");
    assertRefused(table(path, "bad_dat", "drop"), ErrorCode.INVALID_OPTION, "'bad_dat'");
  }

  @Test
  void aFileCannotBeWrittenAsADirectory() {
    TableDefinition table = table(directory + "/2024/1.json");
    assertThatThrownBy(() -> connector.sink(table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE));
  }
}
