package dev.wadi.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class PartitioningTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("n", new ArrowType.Int(64, true)),
              Field.nullable("city", ArrowType.Utf8.INSTANCE),
              Field.nullable("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))));

  @TempDir private Path directory;

  private final FilesystemConnector connector = new FilesystemConnector();

  private Path out() {
    return directory.resolve("out");
  }

  private TableDefinition table(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("path", out().toString(), "format", "json"));
    return Reading.table("filesystem", SCHEMA, all.toArray(String[]::new));
  }

  private BatchWriter open(TableDefinition table) {
    return connector.sink(table).open(new WriteContext(0, 1, "job", false));
  }

  /// Rows numbered from 0, each with a city and a time of so many microseconds.
  private static Batch rows(List<String> cities, long micros, BufferAllocator allocator) {
    var numbers = new BigIntVector("n", allocator);
    var texts = new VarCharVector("city", allocator);
    var times = new TimeStampMicroVector("at", allocator);
    for (int i = 0; i < cities.size(); i++) {
      numbers.setSafe(i, i);
      times.setSafe(i, micros);
      if (cities.get(i) == null) {
        texts.setNull(i);
      } else {
        texts.setSafe(i, cities.get(i).getBytes(StandardCharsets.UTF_8));
      }
    }
    numbers.setValueCount(cities.size());
    texts.setValueCount(cities.size());
    times.setValueCount(cities.size());
    return Batch.of(List.of(Column.of(numbers), Column.of(texts), Column.of(times)), cities.size());
  }

  private void write(TableDefinition table, long micros, List<String> cities) {
    try (var scope = MemoryScope.unlimited();
        BatchWriter writer = open(table);
        Batch batch = rows(cities, micros, scope.allocator())) {
      writer.write(batch);
      writer.finish();
    }
  }

  private static List<String> nullable(String... cities) {
    List<String> list = new ArrayList<>(List.of(cities));
    list.replaceAll(city -> city.equals("NULL") ? null : city);
    return list;
  }

  /// Each file, as the folders it is in.
  private List<String> folders() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.resolve("out").relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void rowsGoIntoTheFoldersOfTheirValuesAndComeBack() throws IOException {
    TableDefinition table = table("partitioning.fields", "city, n");
    write(table, 0, nullable("Delft", "Delft", "NULL", ""));
    assertThat(folders())
        .containsExactly(
            "city=Delft/n=0",
            "city=Delft/n=1",
            "city=__HIVE_DEFAULT_PARTITION__/n=2",
            "city=__HIVE_DEFAULT_PARTITION__/n=3");
    assertThat(Reading.rows(connector, table))
        .containsExactlyInAnyOrder(
            "{\"n\":0,\"city\":\"Delft\",\"at\":\"1970-01-01T00:00:00\"}",
            "{\"n\":1,\"city\":\"Delft\",\"at\":\"1970-01-01T00:00:00\"}",
            "{\"n\":2,\"city\":null,\"at\":\"1970-01-01T00:00:00\"}",
            "{\"n\":3,\"city\":\"\",\"at\":\"1970-01-01T00:00:00\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "../../x, city=%2E.%2F..%2Fx",
    "., city=%2E",
    ".., city=%2E.",
    "/etc, city=%2Fetc",
    "a=b, city=a%3Db",
    "100%, city=100%25",
    "a:b, city=a%3Ab",
    "a\\b, city=a%5Cb",
    "New York, city=New%20York",
    "Zürich, city=Z%C3%BCrich",
    "_x, city=_x",
    "a.b-c_d, city=a.b-c_d"
  })
  void noValueLeavesItsFolder(String city, String folder) throws IOException {
    TableDefinition table = table("partitioning.fields", "city");
    write(table, 0, List.of(city, city + "\u0000\n"));
    assertThat(folders()).containsExactly(folder, folder + "%00%0A");
    assertThat(Reading.rows(connector, table)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "%Y/%m/%d, 2001/09/09",
    "year=%Y/month=%m/day=%d/%H, year=2001/month=09/day=09/01",
    "%F-%H.%M.%S, 2001-09-09-01.46.40",
    "%y%j, 01252",
    "%G-W%V, 2001-W36"
  })
  void rowsGoIntoTheFolderOfTheirTime(String pattern, String folder) throws IOException {
    write(table("partitioning.time_pattern", pattern), 1_000_000_000_123_456L, List.of("a", "b"));
    assertThat(folders()).containsExactly(folder);
  }

  @Test
  void timeComesBeforeColumns() throws IOException {
    TableDefinition table =
        table("partitioning.time_pattern", "%Y-%m-%d", "partitioning.fields", "city");
    write(table, -1, List.of("a"));
    assertThat(folders()).containsExactly("1969-12-31/city=a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/%Y", "%Y/", "%Y//%m", "../%Y", "%Y/..", ".%Y", "%Y/_x", "%Q", "%", "a b", "\\"
      })
  void apartFromFoldersThatReadersSeeNothingIsAPattern(String pattern) {
    TableDefinition table = table("partitioning.time_pattern", pattern);
    assertThatThrownBy(() -> connector.sink(table))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("expected folders such as");
  }

  @Test
  void whenTooManyFilesAreOpenTheOldestIsFinished() throws IOException {
    TableDefinition table =
        table("partitioning.fields", "city", "partitioning.max_open_files", "2");
    try (var scope = MemoryScope.unlimited();
        BatchWriter writer = open(table);
        Batch batch = rows(List.of("a", "b", "c", "a"), 0, scope.allocator())) {
      writer.write(batch);
      assertThat(visible()).containsExactly("city=a");
      writer.write(batch);
      assertThat(visible()).containsExactly("city=a", "city=a", "city=b", "city=c");
      writer.finish();
    }
    assertThat(folders())
        .containsExactly("city=a", "city=a", "city=b", "city=b", "city=c", "city=c");
    assertThat(Reading.rows(connector, table)).hasSize(8);
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> file.getParent().getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void onlyShuffledTablesAskForRowsTogether() {
    assertThat(connector.sink(table("partitioning.fields", "city")).shuffledBy()).isEmpty();
    assertThat(
            connector
                .sink(
                    table("partitioning.fields", "city, n", "shuffle_by_partition.enabled", "true"))
                .shuffledBy())
        .containsExactly(1, 0);
  }
}
