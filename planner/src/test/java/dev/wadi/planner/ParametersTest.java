package dev.wadi.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `?` may stand for.
class ParametersTest {
  private static final String ORDERS =
      "CREATE TABLE orders (id BIGINT, price DOUBLE, name TEXT, day DATE, seen TIMESTAMP)"
          + " WITH (connector = 'file', path = '/orders')";

  private final SqlPlanner planner =
      new SqlPlanner(new PlanningContext(FakeConnectors.ALL, FakeFunctions.ALL, List.of(ORDERS)));

  /// A bound parameter is as good as a constant: the plans are the same.
  @Test
  void valuesBecomeConstants() {
    assertSame("id > ?", "id > 7", BigDecimal.valueOf(7));
    assertSame("name = ?", "name = 'it''s'", "it's");
    assertSame("price < ?", "price < 2.5e0", 2.5);
    assertSame("day = ?", "day = DATE '2024-02-29'", LocalDate.of(2024, 2, 29));
    assertSame(
        "seen > ?",
        "seen > TIMESTAMP '2024-02-29 12:30:59.000001'",
        LocalDateTime.of(2024, 2, 29, 12, 30, 59, 1000));
    assertSame("id BETWEEN ? AND ?", "id BETWEEN 1 AND 2", BigDecimal.ONE, BigDecimal.TWO);
    assertSame("id IN (?, ?)", "id IN (1, 2)", BigDecimal.ONE, BigDecimal.TWO);
    assertSame("CAST(? AS BOOLEAN)", "true", true);
  }

  private void assertSame(String condition, String written, Object... values) {
    String bound = plan("SELECT id FROM orders WHERE " + condition, values);
    assertThat(bound).isEqualTo(plan("SELECT id FROM orders WHERE " + written));
  }

  private String plan(String sql, Object... values) {
    return planner.plan("EXPLAIN " + sql, List.of(values)).explanations().getFirst();
  }

  @Test
  void aValueIsNeverSql() {
    assertThat(plan("SELECT id FROM orders WHERE name = ?", "' OR 1 = 1 --"))
        .contains("' OR 1 = 1 --");
  }

  @Test
  void allPlacesOfValues() {
    assertThat(plan("SELECT id FROM orders ORDER BY id LIMIT ?", BigDecimal.TEN)).contains("10");
    assertThat(plan("SELECT CAST(? AS TIME) AS t FROM orders", LocalTime.NOON)).isNotEmpty();
    assertThat(plan("SELECT CAST(? AS BYTEA) AS b FROM orders", new byte[] {1})).isNotEmpty();
    assertThat(
            plan(
                "SELECT id FROM orders WHERE id IN (SELECT max(id) FROM orders WHERE price > ?)",
                1.0))
        .isNotEmpty();
    var withNull = new ArrayList<>();
    withNull.add(null);
    assertThat(planner.plan("SELECT id FROM orders WHERE id > ?", withNull).bounded()).isTrue();
  }

  /// Through all statements of a text, in the order in which they are written.
  @Test
  void typesAreFoundWithoutValues() {
    PreparedScript prepared =
        planner.prepare(
            "CREATE VIEW v AS SELECT id FROM orders;"
                + "SELECT CAST(? AS TEXT) AS t, id + ? AS n FROM v WHERE id < ? LIMIT ?");
    assertThat(prepared.parameters().getFields())
        .extracting(Field::getType)
        .containsExactly(
            ArrowType.Utf8.INSTANCE,
            new ArrowType.Int(64, true),
            new ArrowType.Int(64, true),
            new ArrowType.Int(32, true));
    assertThat(prepared.shape().outputs().getFirst().getFields())
        .extracting(Field::getName)
        .containsExactly("t", "n");
  }

  @Test
  void typesComeFromTheTableThatIsInsertedInto() {
    String out =
        "CREATE TABLE out (id BIGINT, name TEXT) WITH (connector = 'file', path = '/out');";
    assertThat(planner.prepare(out + "INSERT INTO out VALUES (?, ?)").parameters().getFields())
        .extracting(Field::getType)
        .containsExactly(new ArrowType.Int(64, true), ArrowType.Utf8.INSTANCE);
    assertThat(planner.prepare(out + "INSERT INTO out (name) SELECT ?").parameters().getFields())
        .extracting(Field::getType)
        .containsExactly(ArrowType.Utf8.INSTANCE);
    assertThat(
            planner
                .plan(out + "INSERT INTO out VALUES (?, ?)", List.of(BigDecimal.ONE, "a"))
                .pipeline()
                .sinks())
        .hasSize(1);
  }

  @Test
  void aTextWithoutParametersIsPreparedToo() {
    assertThat(planner.prepare("SELECT 1").parameters().getFields()).isEmpty();
    assertThat(planner.prepare(ORDERS.replace("orders", "more")).shape().definitions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT id FROM orders WHERE id > ?                              | INVALID_SQL     | 1:34
          CREATE VIEW v AS SELECT id FROM orders WHERE id > ?             | INVALID_SQL     | 1:51
          """)
  void withoutValuesThereAreNoParameters(String sql, ErrorCode code, String position) {
    assertError(() -> planner.plan(sql), code, position);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT ? FROM orders                                            | INVALID_SQL     | 1:8
          CREATE VIEW v AS SELECT id FROM orders WHERE id > ?             | UNSUPPORTED_SQL | 1:51
          """)
  void whatCannotBePrepared(String sql, ErrorCode code, String position) {
    assertError(() -> planner.prepare(sql), code, position);
  }

  @Test
  void valuesMustFit() {
    assertError(
        () -> planner.plan("SELECT id FROM orders WHERE day = ?", List.of(true)),
        ErrorCode.TYPE_MISMATCH,
        "1:35");
    assertError(
        () -> planner.plan("SELECT id FROM orders WHERE id = ?", List.of()),
        ErrorCode.INVALID_SQL,
        "");
    assertError(
        () -> planner.plan("SELECT id FROM orders", List.of("a")), ErrorCode.INVALID_SQL, "");
  }

  private static void assertError(Runnable plan, ErrorCode code, String position) {
    WadiException error = catchThrowableOfType(WadiException.class, plan::run);
    assertThat(error).isNotNull();
    assertThat(error.code()).as(error.describe()).isEqualTo(code);
    assertThat(error.hint()).isPresent();
    assertThat(error.position().map(SourcePosition::toString).orElse("")).isEqualTo(position);
  }
}
