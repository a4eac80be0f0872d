package dev.wadi.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connectors.filesystem.SingleFileConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.DuckDb;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.testing.NoLeaks;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we write, DuckDB reads and writes again, and we read that: nothing may have changed.
@ExtendWith(NoLeaks.class)
class DuckDbExchangeTest {
  private final SingleFileConnector connector = new SingleFileConnector();

  @TempDir private Path directory;

  private List<String> write(Schema schema, String... options) {
    try (var scope = MemoryScope.unlimited()) {
      Batch batch = AllTypes.batch(schema, 42, 3000, scope.allocator());
      List<String> rows = Reading.rows(schema, batch);
      Reading.write(connector, Reading.table("single_file", schema, options), batch);
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zstd, v1", "snappy, v1", "gzip, v1", "uncompressed, v1",
    "zstd, v2", "snappy, v2", "gzip, v2", "uncompressed, v2"
  })
  void parquet(String compression, String version) throws SQLException {
    Path ours = directory.resolve("ours.parquet");
    Path theirs = directory.resolve("theirs.parquet");
    List<String> rows =
        write(
            AllTypes.SCHEMA,
            "path",
            ours.toString(),
            "format",
            "parquet",
            "parquet.compression",
            compression);
    try (var duck = new DuckDb()) {
      duck.run(
          "copy (from read_parquet('%s')) to '%s'"
              + " (format parquet, compression %s, parquet_version %s, row_group_size 2048)",
          ours, theirs, compression, version);
    }
    var table =
        Reading.table(
            "single_file", AllTypes.SCHEMA, "path", theirs.toString(), "format", "parquet");
    assertThat(Reading.rows(connector, table)).isEqualTo(rows);
    assertThat(
            Reading.rows(
                connector.source(table),
                AllTypes.SCHEMA,
                Reading.allColumns(AllTypes.SCHEMA),
                2,
                1000))
        .isEqualTo(rows);
  }

  @Test
  void parquetColumnsHaveTheTypesThatTheyShould() throws SQLException {
    Path ours = directory.resolve("ours.parquet");
    write(AllTypes.SCHEMA, "path", ours.toString(), "format", "parquet");
    try (var duck = new DuckDb()) {
      assertThat(duck.query("select column_type from (describe from '%s')", ours))
          .containsExactly(
              "BOOLEAN",
              "TINYINT",
              "SMALLINT",
              "INTEGER",
              "BIGINT",
              "UTINYINT",
              "USMALLINT",
              "UINTEGER",
              "UBIGINT",
              "FLOAT",
              "DOUBLE",
              "DECIMAL(9,2)",
              "DECIMAL(18,4)",
              "DECIMAL(38,10)",
              "VARCHAR",
              "BLOB",
              "DATE",
              "TIME",
              "TIMESTAMP",
              "TIMESTAMP_NS",
              "BIGINT",
              "INTEGER",
              "BIGINT[]",
              "VARCHAR[]",
              "STRUCT(a BIGINT, b VARCHAR)",
              "STRUCT(x DOUBLE, y INTEGER[])[]");
    }
  }

  // Bytes and intervals are texts of ours in these formats; DuckDB passes them on.
  private static final String TEXT_COLUMNS =
      "columns = {bool: 'boolean', i8: 'tinyint', i16: 'smallint', i32: 'int', i64: 'bigint',"
          + " u8: 'utinyint', u16: 'usmallint', u32: 'uinteger', u64: 'ubigint',"
          + " f32: 'float', f64: 'double', dec9: 'decimal(9,2)', dec18: 'decimal(18,4)',"
          + " dec38: 'decimal(38,10)', txt: 'varchar', bin: 'varchar', d: 'date', tm: 'time',"
          + " ts: 'timestamp', tsn: 'timestamp_ns', dur: 'varchar', mon: 'varchar', %s}";

  @Test
  void csv() throws SQLException {
    Path ours = directory.resolve("ours.csv");
    Path theirs = directory.resolve("theirs.csv");
    List<String> rows = write(AllTypes.SCHEMA, "path", ours.toString(), "format", "csv");
    String nested = "ints: 'varchar', texts: 'varchar', st: 'varchar', sts: 'varchar'";
    try (var duck = new DuckDb()) {
      duck.run(
          "copy (from read_csv('%s', header = true, strict_mode = true, quote = '\"',"
              + " escape = '\"', delim = ',', allow_quoted_nulls = false, "
              + TEXT_COLUMNS.formatted(nested)
              + ")) to '%s' (format csv, header true,"
              + " timestampformat '%%Y-%%m-%%dT%%H:%%M:%%S.%%n')",
          ours,
          theirs);
    }
    var table =
        Reading.table("single_file", AllTypes.SCHEMA, "path", theirs.toString(), "format", "csv");
    assertThat(Reading.rows(connector, table)).isEqualTo(rows);
  }

  @Test
  void json() throws SQLException {
    // DuckDB reads numbers as doubles, which do not hold that many digits.
    Schema schema = AllTypes.without("dec18", "dec38");
    Path ours = directory.resolve("ours.json");
    Path theirs = directory.resolve("theirs.json");
    List<String> rows = write(schema, "path", ours.toString(), "format", "json");
    String nested =
        "ints: 'bigint[]', texts: 'varchar[]', st: 'struct(a bigint, b varchar)',"
            + " sts: 'struct(x double, y integer[])[]'";
    try (var duck = new DuckDb()) {
      duck.run(
          "copy (from read_json('%s', format = 'newline_delimited', "
              + TEXT_COLUMNS
                  .formatted(nested)
                  .replace("dec18: 'decimal(18,4)', dec38: 'decimal(38,10)', ", "")
              + ")) to '%s' (format json)",
          ours,
          theirs);
    }
    var table = Reading.table("single_file", schema, "path", theirs.toString(), "format", "json");
    assertThat(Reading.rows(connector, table)).isEqualTo(rows);
  }
}
