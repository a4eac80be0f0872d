package dev.wadi.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is said with a code, a position, what was expected and what to do.
final class ErrorTest {
  private static SqlPlanner planner() throws IOException {
    String tables = Files.readString(Path.of("src/test/resources/plans/tables.sql"));
    return new SqlPlanner(
        new PlanningContext(FakeConnectors.ALL, FakeFunctions.ALL, List.of(tables)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELEC 1                                     | SYNTAX_ERROR 1:1       | expected a statement
          SELECT a, FROM plain                        | SYNTAX_ERROR 1:9       | unexpected ','
          SELECT a FROM plain WHERE                   | SYNTAX_ERROR           | unexpected
          SELECT 'abc                                 | SYNTAX_ERROR 1:8       | never closed
          SELECT `a FROM plain                        | SYNTAX_ERROR 1:8       | unexpected character
          CREATE TABLE x (a INT b INT)                | SYNTAX_ERROR 1:23      | unexpected 'b'
          SELECT INTERVAL '1 parsec'                  | INVALID_SQL 1:8        | not an interval
          SELECT INTERVAL '1 month 2 days'            | INVALID_SQL 1:8        | mixes months
          SELECT a FROM plan                          | TABLE_NOT_FOUND 1:15   | did you mean 'plain'?
          SELECT a FROM zzzzzzz                       | TABLE_NOT_FOUND 1:15   | no table or view 'zzzzzzz'
          SELECT auctoin FROM bids                    | COLUMN_NOT_FOUND 1:8   | did you mean 'auction'?
          SELECT b.auctoin FROM bids b                | COLUMN_NOT_FOUND 1:10  | did you mean 'auction'?
          SELECT x.a FROM plain                       | TABLE_NOT_FOUND 1:8    | 'x'
          SELECT uper(c) FROM plain                   | FUNCTION_NOT_FOUND 1:8 | did you mean 'upper'?
          SELECT tumbl(ts, INTERVAL '1' HOUR) FROM bids | FUNCTION_NOT_FOUND 1:8 | did you mean 'tumble'?
          SELECT describe(d) FROM plain               | TYPE_MISMATCH 1:8      | 'describe' does not take
          SELECT describe(a, b) FROM plain            | TYPE_MISMATCH 1:8      | 'describe' does not take
          SELECT c + t FROM plain                     | TYPE_MISMATCH 1:8      | cannot apply '+'
          SELECT a FROM plain WHERE a + 1             | TYPE_MISMATCH 1:27     | must be a condition
          SELECT a FROM plain WHERE t > 5             | TYPE_MISMATCH 1:27     | cannot apply
          SELECT a AS x, count(*) FROM flights        | COLUMN_NOT_FOUND 1:8   | 'a'
          SELECT carrier, count(*) FROM flights       | INVALID_SQL 1:8        | not being grouped
          SELECT carrier FROM flights, late           | INVALID_SQL 1:8        | ambiguous
          SELECT CAST(a AS NONSENSE) FROM plain       | UNSUPPORTED_SQL 1:18   | the type 'nonsense'
          SELECT a FROM plain ORDER BY a              | UNSUPPORTED_SQL 1:30   | ORDER BY
          SELECT a FROM plain ORDER BY a LIMIT 3000000000 | UNSUPPORTED_SQL    | LIMIT
          SELECT sum(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) FROM plain | UNSUPPORTED_SQL 1:1 | EXCLUDE
          SELECT sum(delay) FROM flights GROUP BY ROLLUP(x)   | COLUMN_NOT_FOUND 1:48 | 'x'
          SELECT count(*) FROM bids GROUP BY hop(interval '0' second, interval '2 minutes') | INVALID_WINDOW 1:36 | slide
          SELECT * FROM TABLE(HOP(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) | INVALID_WINDOW 1:21 | slide
          SELECT a -> 'x' FROM plain                  | TYPE_MISMATCH 1:8      | json_get
          SELECT collect(carrier) FROM flights        | UNSUPPORTED_SQL 1:1    | MULTISET
          DELETE FROM plain                           | UNSUPPORTED_SQL 1:1    | DELETE
          SELECT current_user FROM plain              | UNSUPPORTED_SQL 1:8    | current_user
          SELECT to_char(t, '%Q') FROM plain          | INVALID_ARGUMENT 1:19  | no field %Q
          SELECT ceil(t TO DAY) FROM plain            | UNSUPPORTED_SQL 1:8    | microseconds
          SELECT count(*) FROM airports GROUP BY tumble(interval '1 minute') | INVALID_WATERMARK 1:40 | WATERMARK FOR
          SELECT count(*) FROM bids GROUP BY session(interval '1 month') | INVALID_WINDOW 1:36 | months
          SELECT count(*) FROM bids GROUP BY tumble(interval '0' second) | INVALID_WINDOW 1:36 | greater than zero
          INSERT INTO nowhere SELECT a FROM plain     | TABLE_NOT_FOUND 1:13   | 'nowhere'
          INSERT INTO late SELECT a FROM plain        | INVALID_SQL 1:13       | view
          INSERT INTO plain SELECT * FROM plain       | INVALID_SQL 1:13       | cannot be written
          INSERT INTO totals SELECT carrier FROM late | TYPE_MISMATCH 1:20     | carrier, flights, delay
          INSERT INTO totals SELECT carrier, carrier, delay FROM late | TYPE_MISMATCH 1:36 | CAST(... AS BIGINT
          INSERT INTO totals (carrier) SELECT carrier FROM late | NULL_VIOLATION 1:20 | 'flights'
          INSERT INTO totals (carier, flights) SELECT carrier, 1 FROM late | COLUMN_NOT_FOUND 1:21 | did you mean 'carrier'?
          INSERT INTO totals (flights, flights) SELECT 1, 1 | DUPLICATE_NAME 1:30 | twice
          CREATE TABLE x                              | MISSING_OPTION 1:14    | connector
          CREATE TABLE x (a INT); SELECT a FROM x     | INVALID_SQL 1:39       | nothing has filled it
          CREATE TABLE x (a INT) WITH (connector = 'fille', path = 'x') | UNKNOWN_CONNECTOR 1:30 | did you mean 'file'?
          CREATE TABLE x (a INT) WITH (connector = 'file') | MISSING_OPTION 1:14 | path
          CREATE TABLE x (a INT) WITH (connector = 'file', pth = 'x') | INVALID_OPTION 1:50 | did you mean 'path'?
          CREATE TABLE x (a INT) WITH (connector = 'file', path = 'x', path = 'y') | DUPLICATE_NAME 1:62 | twice
          CREATE TABLE x (a INT, a INT) WITH (connector = 'stream') | DUPLICATE_NAME 1:24 | twice
          CREATE TABLE plain (a INT) WITH (connector = 'stream') | DUPLICATE_NAME 1:14 | already
          CREATE TABLE x (a INT METADATA FROM 'k') WITH (connector = 'stream') | INVALID_OPTION 1:37 | no metadata
          CREATE TEMPORARY TABLE x (a INT) WITH (connector = 'stream'); SELECT * FROM x | INVALID_SQL 1:24 | TEMPORARY
          CREATE TABLE x (a INT, j JSONB) WITH (connector = 'stream') | UNSUPPORTED_SQL 1:26 | json
          CREATE TABLE x (a INT, WATERMARK FOR a) WITH (connector = 'stream') | INVALID_WATERMARK 1:38 | TIMESTAMP
          CREATE TABLE x (a INT, WATERMARK FOR z) WITH (connector = 'stream') | COLUMN_NOT_FOUND 1:38 | 'z'
          CREATE TABLE x (t TIMESTAMP, WATERMARK FOR t AS 5) WITH (connector = 'stream') | INVALID_WATERMARK 1:49 | TIMESTAMP
          CREATE TABLE x (a INT, b INT GENERATED ALWAYS AS (z + 1)) WITH (connector = 'stream') | COLUMN_NOT_FOUND 1:51 | 'z'
          CREATE TABLE x (a INT, PRIMARY KEY (b)) WITH (connector = 'stream') | COLUMN_NOT_FOUND 1:37 | 'b'
          CREATE VIEW x (a, b) AS SELECT a FROM plain | INVALID_SQL 1:15       | names 2 columns
          CREATE TABLE x (a INT) WITH (connector = 'file', path = 'p') AS SELECT 1 | UNSUPPORTED_SQL 1:1 | INSERT INTO
          WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL SELECT a FROM r) SELECT * FROM r | UNSUPPORTED_SQL 1:16 | RECURSIVE
          INSERT INTO a.b SELECT 1                    | TABLE_NOT_FOUND 1:13   | without a schema
          SELECT count(*) FROM bids GROUP BY 7        | INVALID_SQL 1:36       | ordinal
          SELECT count(*) FROM TUMBLE(TABLE bids, DESCRIPTOR(tss), INTERVAL '1' MINUTE) GROUP BY window_start | COLUMN_NOT_FOUND 1:52 | did you mean 'ts'?
          SELECT count(*) FROM TUMBLE(TABLE bids, DESCRIPTOR(url), INTERVAL '1' MINUTE) GROUP BY window_start | INVALID_WINDOW 1:22 | TIMESTAMP column
          SELECT count(*) FROM bids GROUP BY tumble(5) | INVALID_WINDOW 1:36 | an interval
          SELECT distance('a', 2, 3, 4) FROM airports | TYPE_MISMATCH 1:8      | there is distance(DOUBLE, DOUBLE, DOUBLE, DOUBLE)
          SELECT CAST(a AS DECIMAL(50, 2)) FROM plain | UNSUPPORTED_SQL 1:18   | at most 38 digits
          CREATE TABLE x (a TIMESTAMP(12)[]) WITH (connector = 'stream') | UNSUPPORTED_SQL 1:19 | at most 9 digits
          SET updating_tll = '1 day'                  | INVALID_OPTION 1:5     | did you mean 'updating_ttl'?
          SHOW TABELS                                 | SYNTAX_ERROR 1:6       | did you mean SHOW TABLES?
          DROP TABLE nowhere                          | TABLE_NOT_FOUND 1:12   | no table 'nowhere'
          DROP TABLE late                             | INVALID_SQL 1:12       | 'late' is a view
          CREATE FUNCTION f AS 'geo.nothing'          | FUNCTION_NOT_FOUND 1:22 | 'geo.nothing'
          SELECT a FROM nothing                       | INVALID_SQL 1:15       | cannot be read
          """)
  void saysWhatIsWrong(String sql, String codeAndPosition, String fragment) throws IOException {
    SqlPlanner planner = planner();
    WadiException error =
        catchThrowableOfType(WadiException.class, () -> planner.plan(sql.strip()));
    assertThat(error).as(sql).isNotNull();
    String actual = error.code() + " " + error.position().map(Object::toString).orElse("nowhere");
    assertThat(actual).as(error.describe()).startsWith(codeAndPosition);
    assertThat(error.describe()).contains(fragment);
    assertThat(error.position()).isPresent();
  }
}
