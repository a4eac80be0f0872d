package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Whatever is written is read back the same, in each format, with all types.
class FormatRoundTripTest {
  private final SingleFileConnector connector = new SingleFileConnector();

  @Property(tries = 30)
  void json(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) throws IOException {
    roundTrip(seed, rows, "format", "json");
  }

  @Property(tries = 30)
  void csv(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) throws IOException {
    roundTrip(seed, rows, "format", "csv");
  }

  @Property(tries = 10)
  void csvWithoutHeader(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows)
      throws IOException {
    roundTrip(seed, rows, "format", "csv", "csv.header", "false", "csv.delimiter", "tab");
  }

  @Property(tries = 30)
  void parquet(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll ParquetCompression compression)
      throws IOException {
    roundTrip(
        seed, rows, "format", "parquet", "parquet.compression", compression.name().toLowerCase());
  }

  enum ParquetCompression {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    ZSTD
  }

  private void roundTrip(long seed, int rows, String... options) throws IOException {
    long before = MemoryScope.bytesInUseOfProcess();
    Path directory = Files.createTempDirectory("roundtrip");
    Path file = directory.resolve("f");
    try (var scope = MemoryScope.unlimited()) {
      List<String> all = new ArrayList<>(List.of(options));
      all.addAll(List.of("path", file.toString()));
      TableDefinition table =
          Reading.table("single_file", AllTypes.WITH_MAPS, all.toArray(String[]::new));
      Batch first = AllTypes.batch(AllTypes.WITH_MAPS, seed, rows, scope.allocator());
      Batch whole = AllTypes.batch(AllTypes.WITH_MAPS, seed + 1, rows + 1, scope.allocator());
      Batch second = whole.select(new Selection(new int[] {rows}, 1));
      List<String> expected = new ArrayList<>(Reading.rows(AllTypes.WITH_MAPS, first));
      expected.addAll(Reading.rows(AllTypes.WITH_MAPS, second));

      Reading.write(connector, table, first, second);
      whole.release();

      assertThat(Reading.rows(connector, table)).isEqualTo(expected);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
    assertThat(MemoryScope.bytesInUseOfProcess()).isEqualTo(before);
  }
}
