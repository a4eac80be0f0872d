package dev.wadi.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every sink that writes files keeps: a file is complete or not there.
@ExtendWith(NoLeaks.class)
public abstract class FileSinkContract {
  private static final Schema SCHEMA = AllTypes.without("sts");

  @TempDir protected Path directory;

  /// A connector that reads what it writes.
  protected abstract CanWrite connector();

  /// What is written to: the path of a table below the test's directory.
  protected abstract Path path();

  private TableDefinition table(String format) {
    return Reading.table(connector().name(), SCHEMA, "path", path().toString(), "format", format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void whatIsFinishedIsVisibleAndWhole(String format) {
    try (var scope = MemoryScope.unlimited()) {
      Batch first = AllTypes.batch(SCHEMA, 1, 40, scope.allocator());
      Batch second = AllTypes.batch(SCHEMA, 2, 50, scope.allocator());
      List<String> expected = new ArrayList<>(Reading.rows(SCHEMA, first));
      expected.addAll(Reading.rows(SCHEMA, second));

      Reading.write(connector(), table(format), first, second);

      assertThat(Reading.rows((CanRead) connector(), table(format))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void whatIsNotFinishedLeavesNothing(String format) throws IOException {
    writeUnfinished(format);
    assertThat(allFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void whatIsNotFinishedIsHidden(String format) throws IOException {
    try (var scope = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(SCHEMA, 1, 40, scope.allocator());
        BatchWriter writer = open(format, "a")) {
      writer.write(batch);
      writer.flush();
      assertThat(visibleFiles()).isEmpty();
    }
  }

  @Test
  void aFailedRunLeavesTheFilesOfEarlierRunsAlone() throws IOException {
    try (var scope = MemoryScope.unlimited()) {
      Batch batch = AllTypes.batch(SCHEMA, 1, 40, scope.allocator());
      List<String> expected = Reading.rows(SCHEMA, batch);
      Reading.write(connector(), table("json"), batch);

      writeUnfinished("json");

      assertThat(Reading.rows((CanRead) connector(), table("json"))).isEqualTo(expected);
    }
  }

  private void writeUnfinished(String format) {
    try (var scope = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(SCHEMA, 1, 40, scope.allocator());
        BatchWriter writer = open(format, "unfinished")) {
      writer.write(batch);
      writer.flush();
    }
  }

  private BatchWriter open(String format, String jobId) {
    return connector().sink(table(format)).open(new WriteContext(0, 1, jobId, false));
  }

  private List<Path> visibleFiles() throws IOException {
    return allFiles().stream()
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  private List<Path> allFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
