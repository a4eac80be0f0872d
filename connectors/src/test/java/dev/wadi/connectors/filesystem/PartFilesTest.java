package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.format.FileFormat;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.FileSinkContract;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class PartFilesTest extends FileSinkContract {
  private static final Schema SCHEMA = new Schema(List.of(AllTypes.notNull("n", AllTypes.BIGINT)));

  private final FilesystemConnector connector = new FilesystemConnector();
  private final AtomicLong nanos = new AtomicLong();

  @Override
  protected CanWrite connector() {
    return connector;
  }

  @Override
  protected Path path() {
    return directory.resolve("deep/out");
  }

  private BatchWriter writer(RollingPolicy rolling, int subtask) {
    TableDefinition table =
        Reading.table("filesystem", SCHEMA, "path", path().toString(), "format", "json");
    FileFormat format =
        FileFormat.of(FileFormat.Kind.JSON, table, Options.of(table, connector.options()));
    return new PartFilesWriter(
        new PartFilesSink(path(), format, rolling),
        new WriteContext(subtask, 2, "job", false),
        nanos::get);
  }

  private static void write(BatchWriter writer, int rows) {
    try (var scope = MemoryScope.unlimited();
        Batch batch = AllTypes.batch(SCHEMA, rows, rows, scope.allocator())) {
      writer.write(batch);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(path())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPartThatIsLargeEnoughIsFinished() throws IOException {
    try (BatchWriter writer = writer(new RollingPolicy(100, Long.MAX_VALUE), 1)) {
      write(writer, 2);
      write(writer, 20);
      assertThat(files()).containsExactly("part-job-1-0.json");
      write(writer, 1);
      assertThat(files()).containsExactly(".part-job-1-1.json.job.inprogress", "part-job-1-0.json");
      writer.finish();
      assertThat(files()).containsExactly("part-job-1-0.json", "part-job-1-1.json");
    }
    assertThat(Files.readAllLines(path().resolve("part-job-1-0.json"))).hasSize(22);
  }

  @Test
  void aPartThatIsOldEnoughIsFinishedEvenWithoutRows() throws IOException {
    try (BatchWriter writer = writer(new RollingPolicy(Long.MAX_VALUE, 1_000), 0)) {
      write(writer, 1);
      nanos.addAndGet(999);
      writer.flush();
      assertThat(files()).noneMatch(file -> file.startsWith("part"));
      nanos.addAndGet(1);
      writer.flush();
      assertThat(files()).containsExactly("part-job-0-0.json");
    }
  }

  @Test
  void aRestoredRunGoesOnBehindItsFinishedParts() throws IOException {
    for (int run = 0; run < 2; run++) {
      try (BatchWriter writer = writer(new RollingPolicy(1, Long.MAX_VALUE), 0)) {
        write(writer, 1);
      }
    }
    assertThat(files()).containsExactly("part-job-0-0.json", "part-job-0-1.json");
  }

  @Test
  void aSubtaskWithoutRowsLeavesNoFile() {
    try (BatchWriter writer = writer(new RollingPolicy(1, 1), 0)) {
      writer.flush();
      writer.finish();
    }
    assertThat(path()).doesNotExist();
  }
}
