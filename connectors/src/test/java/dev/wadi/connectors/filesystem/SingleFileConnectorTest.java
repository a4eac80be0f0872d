package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.FileSinkContract;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleFileConnectorTest extends FileSinkContract {
  private static final Schema SCHEMA = new Schema(List.of(AllTypes.column("n", AllTypes.BIGINT)));

  private final SingleFileConnector connector = new SingleFileConnector();

  @Override
  protected CanWrite connector() {
    return connector;
  }

  @Override
  protected Path path() {
    return directory.resolve("deep/rows");
  }

  private TableDefinition table(Path path, String format) {
    return Reading.table("single_file", SCHEMA, "path", path.toString(), "format", format);
  }

  @Test
  void writesWithOneSubtask() {
    assertThat(connector.sink(table(path(), "json")).maxParallelism()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void noRowsMakeAFileWithoutRows(String format) {
    Reading.write(connector, table(path(), format));
    assertThat(Reading.rows(connector, table(path(), format))).isEmpty();
    assertThat(path()).exists();
  }

  @Test
  void whatWasThereIsReplaced() throws IOException {
    Files.createDirectories(path().getParent());
    Files.writeString(path(), "{\"n\":1}\n");
    Reading.write(connector, table(path(), "json"));
    assertThat(path()).isEmptyFile();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void directoriesAndMissingFilesAreRefused() {
    assertRefused(
        ErrorCode.FILE_NOT_FOUND, () -> connector.source(table(directory.resolve("x"), "json")));
    assertRefused(ErrorCode.FILE_UNREADABLE, () -> connector.source(table(directory, "json")));
    assertRefused(ErrorCode.FILE_UNWRITABLE, () -> connector.sink(table(directory, "json")));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused(
        ErrorCode.FILE_UNWRITABLE,
        () -> Reading.write(connector, table(file.resolve("below/rows"), "json")));
  }
}
