package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// However broken a file is, what comes out are rows or a clear error.
@ExtendWith(NoLeaks.class)
class BrokenFilesTest {
  private static final Schema SCHEMA = AllTypes.SCHEMA;

  private final SingleFileConnector connector = new SingleFileConnector();

  @TempDir private Path directory;

  private byte[] validFile(String format, String compression) throws IOException {
    Path file = directory.resolve("valid");
    try (var scope = MemoryScope.unlimited()) {
      Batch batch = AllTypes.batch(SCHEMA, 7, 200, scope.allocator());
      Reading.write(
          connector,
          Reading.table(
              "single_file",
              SCHEMA,
              "path",
              file.toString(),
              format.equals("parquet") ? "parquet.compression" : "bad_data",
              format.equals("parquet") ? compression : "fail",
              "format",
              format),
          batch);
    }
    return Files.readAllBytes(file);
  }

  private boolean readsOrFailsClearly(byte[] bytes, String format, String badData)
      throws IOException {
    Path file = directory.resolve("broken");
    Files.write(file, bytes);
    var table =
        Reading.table(
            "single_file", SCHEMA, "path", file.toString(), "format", format, "bad_data", badData);
    try {
      Reading.rows(connector, table);
      return true;
    } catch (WadiException e) {
      assertThat(e).hasMessageContaining(file.toString());
      assertThat(e.code())
          .isIn(
              ErrorCode.BAD_DATA,
              ErrorCode.FILE_UNREADABLE,
              ErrorCode.COLUMN_NOT_FOUND,
              ErrorCode.TYPE_MISMATCH);
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"json, fail", "json, drop", "csv, fail", "csv, drop", "parquet, fail"})
  void cutOff(String format, String badData) throws IOException {
    byte[] valid = validFile(format, "zstd");
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      int length = random.nextInt(valid.length);
      boolean read = readsOrFailsClearly(Arrays.copyOf(valid, length), format, badData);
      assertThat(read && format.equals("parquet")).as("%d bytes", length).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "json, fail, zstd",
    "json, drop, zstd",
    "csv, fail, zstd",
    "csv, drop, zstd",
    "parquet, fail, zstd",
    "parquet, fail, snappy",
    "parquet, fail, gzip",
    "parquet, fail, uncompressed"
  })
  void withWrongBytes(String format, String badData, String compression) throws IOException {
    byte[] valid = validFile(format, compression);
    Random random = new Random(2);
    for (int i = 0; i < 150; i++) {
      byte[] broken = valid.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        // Half of them near the end, where Parquet has its footer.
        int from = random.nextBoolean() ? 0 : Math.max(0, valid.length - 3000);
        broken[random.nextInt(from, valid.length)] = (byte) random.nextInt();
      }
      readsOrFailsClearly(broken, format, badData);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void ofNothingButNoise(String format) throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      readsOrFailsClearly(noise, format, "fail");
    }
  }

  @Test
  void anEmptyParquetFileIsNotOne() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.parquet"));
    var table = Reading.table("single_file", SCHEMA, "path", file.toString(), "format", "parquet");
    assertThatThrownBy(() -> connector.source(table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .hasMessageContaining("empty.parquet");
  }
}
