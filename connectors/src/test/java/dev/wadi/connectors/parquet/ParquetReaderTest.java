package dev.wadi.connectors.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.filesystem.FilesystemConnector;
import dev.wadi.connectors.testing.AllTypes;
import dev.wadi.connectors.testing.DuckDb;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.connectors.testing.SourceContract;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetReaderTest extends SourceContract {
  private final FilesystemConnector connector = new FilesystemConnector();

  @TempDir private Path directory;

  @Override
  protected CanRead connector() {
    return connector;
  }

  /// Nulls, lists, a text of few and one of many values, over three row groups.
  @Override
  protected TableDefinition table() throws SQLException {
    write(
        "select i as n, 'few ' || i % 3 as few, case when i % 5 > 0 then 'many ' || hash(i) end as"
            + " many, case when i % 4 > 0 then range(i % 3) end as l from range(5000) t(i)",
        "row_group_size 2048");
    return table(
        AllTypes.notNull("n", AllTypes.BIGINT),
        AllTypes.column("few", AllTypes.TEXT),
        AllTypes.column("many", AllTypes.TEXT),
        AllTypes.list("l", AllTypes.column("element", AllTypes.BIGINT)));
  }

  private void write(String query, String... options) throws SQLException {
    try (var duck = new DuckDb()) {
      String more = options.length == 0 ? "" : ", " + String.join(", ", options);
      duck.run(
          "copy (%s) to '%s' (format parquet%s)", query, directory.resolve("rows.parquet"), more);
    }
  }

  private TableDefinition table(Field... columns) {
    return Reading.table(
        "filesystem",
        new Schema(List.of(columns)),
        "path",
        directory.resolve("rows.parquet").toString(),
        "format",
        "parquet");
  }

  private List<String> rows(Field... columns) {
    return Reading.rows(connector, table(columns));
  }

  @Test
  void aFileIsOneSplitForOneReaderAndOnePerRowGroupForMore() throws SQLException {
    Source source = connector.source(table());
    assertThat(source.splits(1)).hasSize(1);
    assertThat(source.splits(2)).hasSize(3);
    List<Integer> columns = List.of(0, 1, 2, 3);
    assertThat(Reading.rows(source, table().schema(), columns, 2, 1000))
        .isEqualTo(Reading.rows(source, table().schema(), columns, 1, 1000));
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndCase() throws SQLException {
    write("select 1 as First, 2 as \"second\", 3 as \"SECOND \"");
    assertThat(
            rows(AllTypes.column("second", AllTypes.INT), AllTypes.column("first", AllTypes.INT)))
        .containsExactly("{\"second\":2,\"first\":1}");
  }

  @Test
  void aMissingColumnIsRefusedWithThoseThereAre() throws SQLException {
    write("select 1 as a, 2 as b");
    assertThatThrownBy(() -> connector.source(table(AllTypes.column("c", AllTypes.INT))))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND))
        .hasMessageContaining("rows.parquet has no column 'c'; it has: a, b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "100::tinyint; i64; 100",
        "3000000000::uinteger; i64; 3000000000",
        "3000000000::bigint; u32; 3000000000",
        "18446744073709551615::ubigint; u64; 18446744073709551615",
        "7::bigint; i8; 7",
        "7::bigint; f64; 7.0",
        "7::int; dec9; 7.00",
        "1.5::float; f64; 1.5",
        "1.5::double; f32; 1.5",
        "1.25::decimal(4,2); f64; 1.25",
        "1.5::decimal(30,1); dec9; 1.50",
        "1.50::decimal(9,3); dec9; 1.50",
        "date '2001-02-03'; ts; \"2001-02-03T00:00:00\"",
        "timestamp_ms '2001-02-03 04:05:06.789'; ts; \"2001-02-03T04:05:06.789\"",
        "timestamp_ns '2001-02-03 04:05:06.789012345'; ts; \"2001-02-03T04:05:06.789012\"",
        "timestamp '2001-02-03 04:05:06.789'; tsn; \"2001-02-03T04:05:06.789\"",
        "timestamptz '2001-02-03 04:05:06+00'; ts; \"2001-02-03T04:05:06\"",
        "interval '2' day; dur; \"PT48H\"",
        "interval '14' month; mon; \"P1Y2M\"",
        "uuid '00112233-4455-6677-8899-aabbccddeeff'; txt;"
            + " \"00112233-4455-6677-8899-aabbccddeeff\"",
        "'text'; bin; \"dGV4dA==\"",
        "'text'::blob; txt; \"text\""
      })
  void compatibleTypesAreConverted(String value, String column, String read) throws SQLException {
    write("select %s as %s".formatted(value, column));
    assertThat(rows(AllTypes.SCHEMA.findField(column)))
        .containsExactly("{\"%s\":%s}".formatted(column, read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'1'; i64; BINARY STRING; BIGINT",
        "1.5::double; i64; DOUBLE; BIGINT",
        "1; txt; INT32 INTEGER(32,true); TEXT",
        "1; bool; INT32 INTEGER(32,true); BOOLEAN",
        "1; ts; INT32 INTEGER(32,true); TIMESTAMP",
        "time '10:00'; ts; INT64 TIME(MICROS,false); TIMESTAMP",
        "1.5::double; dec9; DOUBLE; DECIMAL(9, 2)",
        "[1]; st; LIST; STRUCT<a BIGINT, b TEXT>",
        "{a: 1, b: 'x'}; ints; a group; BIGINT[]",
        "map {'a': 1}; st; MAP; STRUCT<a BIGINT, b TEXT>"
      })
  void incompatibleTypesAreRefusedWithBoth(
      String value, String column, String fileType, String tableType) throws SQLException {
    write("select %s as %s".formatted(value, column));
    assertThatThrownBy(() -> connector.source(table(AllTypes.SCHEMA.findField(column))))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH))
        .hasMessageContaining(
            "rows.parquet: column '%s' is %s in the file, which cannot be read as %s",
            column, fileType, tableType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "300; i8",
        "-1; u8",
        "-1; u64",
        "18446744073709551615::ubigint; i64",
        "123456789; dec9",
        "1.005::decimal(9,3); dec9",
        "timestamp '2400-01-01'; tsn",
        "interval '1' month; dur",
        "interval '1' day; mon",
        "'\\xFF'::blob; txt"
      })
  void valuesThatDoNotFitFailWithFileAndColumn(String value, String column) throws SQLException {
    write("select %s as %s from range(10)".formatted(value, column));
    TableDefinition table = table(AllTypes.SCHEMA.findField(column));
    assertThatThrownBy(() -> Reading.rows(connector, table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("rows.parquet: column '%s', row group 0, near row 0", column);
  }

  @Test
  void aNullInANotNullColumnFails() throws SQLException {
    write("select case when i < 15 then i end as a from range(20) t(i)");
    TableDefinition table = table(AllTypes.notNull("a", AllTypes.BIGINT));
    assertThatThrownBy(() -> Reading.rows(connector, table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NULL_VIOLATION))
        .hasMessageContaining("column 'a' is NOT NULL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void aColumnThatOutgrowsItsDictionaryIsReadToTheEnd(String version) throws SQLException {
    String query =
        "select case when i < 20000 then i % 10 else i end as n,"
            + " case when i < 20000 then 'x' else 'text ' || i end as t,"
            + " i / 8 as f, (i % 3 = 0) as b from range(60000) r(i)";
    write(query, "parquet_version " + version, "row_group_size 100000");
    List<String> expected;
    try (var duck = new DuckDb()) {
      expected = duck.query("select to_json(q) from (%s) q", query);
    }
    assertThat(
            rows(
                AllTypes.column("n", AllTypes.BIGINT),
                AllTypes.column("t", AllTypes.TEXT),
                AllTypes.column("f", AllTypes.DOUBLE),
                AllTypes.column("b", ArrowType.Bool.INSTANCE)))
        .isEqualTo(expected);
  }

  @Test
  void datesKeepTheirDay() throws SQLException {
    write("select date '1000-01-01' as d union all select date '9999-12-31'");
    assertThat(rows(AllTypes.column("d", new ArrowType.Date(DateUnit.DAY))))
        .containsExactly("{\"d\":\"1000-01-01\"}", "{\"d\":\"9999-12-31\"}");
  }
}
