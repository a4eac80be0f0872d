package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.FileSinkContract;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private BatchWriter writer(int subtask, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", path().toString(), "format", "json"));
    TableDefinition table = Reading.table("filesystem", SCHEMA, all.toArray(String[]::new));
    return new PartFilesWriter(
        (PartFilesSink) connector.sink(table),
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
    try (BatchWriter writer = writer(1, "rolling_policy.file_size", "100")) {
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
    try (BatchWriter writer = writer(0, "rolling_policy.interval", "1 us")) {
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
  void aPartThatGetsNoRowsForSoLongIsFinished() throws IOException {
    try (BatchWriter writer =
        writer(
            0, "rolling_policy.inactivity_interval", "1 us", "rolling_policy.interval", "1 hour")) {
      for (int i = 0; i < 3; i++) {
        write(writer, 1);
        nanos.addAndGet(999);
        writer.flush();
        assertThat(files()).noneMatch(file -> file.startsWith("part"));
      }
      nanos.addAndGet(1);
      writer.flush();
      assertThat(files()).containsExactly("part-job-0-0.json");
    }
    assertThat(Files.readAllLines(path().resolve("part-job-0-0.json"))).hasSize(3);
  }

  @Test
  void withoutAWordAboutItAPartIsFinishedAfterHalfAMinute() throws IOException {
    try (BatchWriter writer = writer(0)) {
      write(writer, 1);
      nanos.addAndGet(29_999_999_999L);
      writer.flush();
      assertThat(files()).noneMatch(file -> file.startsWith("part"));
      nanos.addAndGet(1);
      writer.flush();
      assertThat(files()).containsExactly("part-job-0-0.json");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "serial, rows-job-0-[01]\\.ndjson",
    "uuid, rows-[0-9a-f-]{36}\\.ndjson",
    "uuidV7, rows-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\.ndjson",
    "ulid, rows-0[0-9A-HJKMNP-TV-Z]{25}\\.ndjson"
  })
  void aTableSaysHowItsFilesAreNamed(String strategy, String pattern) throws IOException {
    try (BatchWriter writer =
        writer(
            0,
            "filename.prefix",
            "rows",
            "filename.suffix",
            ".ndjson",
            "filename.strategy",
            strategy,
            "rolling_policy.file_size",
            "1")) {
      write(writer, 1);
      write(writer, 1);
      writer.finish();
    }
    assertThat(files()).hasSize(2).allMatch(file -> file.matches(pattern));
  }

  @Test
  void aRestoredRunGoesOnBehindItsFinishedParts() throws IOException {
    for (int run = 0; run < 2; run++) {
      try (BatchWriter writer = writer(0, "rolling_policy.file_size", "1")) {
        write(writer, 1);
      }
    }
    assertThat(files()).containsExactly("part-job-0-0.json", "part-job-0-1.json");
  }

  @Test
  void aSubtaskWithoutRowsLeavesNoFile() {
    try (BatchWriter writer = writer(0, "rolling_policy.file_size", "1")) {
      writer.flush();
      writer.finish();
    }
    assertThat(path()).doesNotExist();
  }
}
