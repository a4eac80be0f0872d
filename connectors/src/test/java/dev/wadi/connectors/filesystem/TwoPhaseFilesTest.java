package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import dev.wadi.sdk.testing.TwoPhaseContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class TwoPhaseFilesTest {
  @TempDir private Path directory;

  private record FilesTable(CanWrite connector, TableDefinition table)
      implements TwoPhaseContract.Table {
    @Override
    public TwoPhaseSink sink() {
      return (TwoPhaseSink) connector.sink(table);
    }

    @Override
    public List<Long> visible() {
      try {
        return Reading.rows((CanRead) connector, table).stream()
            .map(row -> Long.parseLong(row.replaceAll("\\D", "")))
            .toList();
      } catch (WadiException e) {
        if (e.code() == ErrorCode.FILE_NOT_FOUND) {
          return List.of();
        }
        throw e;
      }
    }
  }

  private FilesTable partFiles(String format) {
    return files(format, "rolling_policy.file_size", "100");
  }

  private FilesTable folders(String format) {
    return files(format, "partitioning.fields", "n", "partitioning.max_open_files", "3");
  }

  private FilesTable files(String format, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", directory.resolve("out").toString(), "format", format));
    return new FilesTable(
        new FilesystemConnector(),
        Reading.table("filesystem", TwoPhaseContract.SCHEMA, all.toArray(String[]::new)));
  }

  private FilesTable singleFile(String format) {
    return new FilesTable(
        new SingleFileConnector(),
        Reading.table(
            "single_file",
            TwoPhaseContract.SCHEMA,
            "path",
            directory.resolve("out/rows").toString(),
            "format",
            format));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"json, 1, 1", "json, 3, 2", "csv, 2, 3", "parquet, 2, 4"})
  void partFilesAppearWithTheirCheckpoint(String format, int writers, long seed)
      throws IOException {
    try (var life = new TwoPhaseContract(partFiles(format), writers, seed)) {
      life.live(200);
    }
    assertThat(files()).isNotEmpty().allMatch(name -> name.startsWith("part-"));
  }

  @ParameterizedTest
  @CsvSource({"json, 2, 8", "parquet, 1, 9"})
  void partFilesInFoldersAppearWithTheirCheckpoint(String format, int writers, long seed)
      throws IOException {
    try (var life = new TwoPhaseContract(folders(format), writers, seed)) {
      life.live(40);
    }
    assertThat(files()).isNotEmpty().allMatch(name -> name.matches("n=\\d+"));
    try (Stream<Path> all = Files.walk(directory.resolve("out"))) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(file -> file.getFileName().toString().startsWith("part-"));
    }
  }

  @ParameterizedTest
  @CsvSource({"json, 5", "csv, 6", "json, 7"})
  void aSingleFileGrowsWithEachCheckpoint(String format, long seed) throws IOException {
    try (var life = new TwoPhaseContract(singleFile(format), 1, seed)) {
      life.live(200);
    }
    assertThat(files()).containsExactly("rows");
  }

  @Test
  void whatOthersWriteIsLeftAlone() throws IOException {
    Path other = directory.resolve("out/.part-x-0-0.json.pl_other-0.inprogress");
    Files.createDirectories(other.getParent());
    Files.createFile(other);
    partFiles("json").sink().recover(new Recovery("pl_test-0", List.of()));
    assertThat(other).exists();
    partFiles("json").sink().recover(new Recovery("pl_other-0", List.of()));
    assertThat(other).doesNotExist();
  }

  @Test
  void aFileThatCannotGrowIsRefused() {
    assertThatThrownBy(
            () -> singleFile("parquet").sink().recover(new Recovery("pl_test-0", List.of())))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION));
  }

  @Test
  void aFileThatWasCutOffIsNotPatched() throws IOException {
    Path file = directory.resolve("rows");
    Files.writeString(file, "{\"n\":1}\n");
    Files.writeString(directory.resolve("section"), "{\"n\":3}\n");
    assertThatThrownBy(() -> FileSection.parse("16 8 section").appendTo(file))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE))
        .hasMessageContaining("has 8 bytes, but 16 were written");
    assertThat(file).hasContent("{\"n\":1}");
  }
}
