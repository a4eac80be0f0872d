package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Casts of single values, each as text: cast the text, then the value, then to text again.
@ExtendWith(NoLeaks.class)
class CastTest {
  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, ' True ', true",
    "BOOLEAN, f, false",
    "TINYINT, -128, -128",
    "BIGINT, ' 9223372036854775807', 9223372036854775807",
    "UBIGINT, 18446744073709551615, 18446744073709551615",
    "DOUBLE, 1e3, 1000.0",
    "DOUBLE, -Infinity, -Infinity",
    "DOUBLE, nan, NaN",
    "FLOAT, 0.1, 0.1",
    "'DECIMAL(5,2)', 1.005, 1.01",
    "'DECIMAL(5,2)', -1.005, -1.01",
    "'DECIMAL(38,0)', 99999999999999999999999999999999999999,"
        + " 99999999999999999999999999999999999999",
    "'DECIMAL(5,2)', 1e-999999999, 0.00",
    "DATE, 2024-02-29, 2024-02-29",
    "DATE, 2024-2-9, 2024-02-09",
    "DATE, 1969-12-31 23:59:59, 1969-12-31",
    "DATE, -0044-03-15, -0044-03-15",
    "TIME, 13:45, 13:45:00",
    "TIME, 23:59:59.9999999, 23:59:59.999999",
    "TIMESTAMP, 2024-02-29, 2024-02-29 00:00:00",
    "TIMESTAMP, 2024-02-29 13:45:09.5, 2024-02-29 13:45:09.5",
    "TIMESTAMP, 2024-02-29T13:45:09.123456789Z, 2024-02-29 13:45:09.123456",
    "TIMESTAMP, 2024-02-29T13:45:09+01:30, 2024-02-29 12:15:09",
    "TIMESTAMP, 1969-12-31 23:59:59.999999, 1969-12-31 23:59:59.999999",
    "NANOS, 2024-02-29T13:45:09.123456789, 2024-02-29 13:45:09.123456789",
    "NANOS, 1969-12-31T23:59:59.999999999, 1969-12-31 23:59:59.999999999"
  })
  void textIsParsedAndWritten(String type, String text, String written) {
    assertThat(cast(Types.TEXT, text, Types.named(type))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, maybe",
    "INT, 1.5",
    "INT, ''",
    "INT, 0x10",
    "DOUBLE, 1d",
    "DOUBLE, 0x1p3",
    "DOUBLE, one",
    "'DECIMAL(5,2)', 1.2.3",
    "DATE, 2023-02-29",
    "DATE, 2023-13-01",
    "DATE, 20230101",
    "TIME, 24:00",
    "TIMESTAMP, 2024-02-29X10:00",
    "TIMESTAMP, 2024-02-29 10:00:00 Mars",
  })
  void textThatIsNotAValueIsShown(String type, String text) {
    assertFails(Types.TEXT, text, Types.named(type), ErrorCode.INVALID_CAST, "'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, TINYINT, 128",
    "TEXT, UBIGINT, -1",
    "TEXT, FLOAT, 1e300",
    "TEXT, 'DECIMAL(5,2)', 1000",
    "TEXT, 'DECIMAL(5,2)', 1e999999999",
    "TEXT, TIMESTAMP, 400000-01-01",
    "TEXT, NANOS, 2500-01-01",
    "BIGINT, INT, 2147483648",
    "BIGINT, UINT, -1",
    "UBIGINT, BIGINT, 9223372036854775808",
    "DOUBLE, BIGINT, 9.3e18",
    "DOUBLE, INT, NaN",
    "DOUBLE, FLOAT, 1e300",
    "DOUBLE, 'DECIMAL(5,2)', 999.995",
    "DOUBLE, 'DECIMAL(5,2)', Infinity",
    "'DECIMAL(20,2)', TINYINT, 127.50",
    "'DECIMAL(38,0)', 'DECIMAL(38,2)', 10000000000000000000000000000000000000",
    "TIMESTAMP, NANOS, 2500-01-01",
    "DATE, NANOS, 1500-01-01"
  })
  void whatDoesNotFitIsAnOverflow(String from, String to, String text) {
    assertFails(
        Types.named(from), text, Types.named(to), ErrorCode.NUMERIC_OVERFLOW, "does not fit");
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, INT, true, 1",
    "INT, BOOLEAN, 7, true",
    "UBIGINT, DOUBLE, 18446744073709551615, 1.8446744073709552E19",
    "DOUBLE, UBIGINT, 1.0e19, 10000000000000000000",
    "BIGINT, FLOAT, 16777217, 1.6777216E7",
    "DOUBLE, INT, 0.5, 0",
    "DOUBLE, INT, 1.5, 2",
    "DOUBLE, INT, -2.5, -2",
    "'DECIMAL(5,2)', INT, 2.50, 3",
    "'DECIMAL(5,2)', INT, -2.50, -3",
    "'DECIMAL(5,2)', 'DECIMAL(4,1)', 0.25, 0.3",
    "'DECIMAL(5,2)', 'DECIMAL(30,10)', -0.25, -0.2500000000",
    "'DECIMAL(30,10)', 'DECIMAL(5,2)', 0.1250000000, 0.13",
    "'DECIMAL(5,2)', DOUBLE, 0.29, 0.29",
    "'DECIMAL(38,20)', DOUBLE, 123456789.12345678901234567890, 1.2345678912345679E8",
    "INT, 'DECIMAL(12,2)', -5, -5.00",
    "DOUBLE, 'DECIMAL(5,2)', 0.285, 0.29",
    "DOUBLE, FLOAT, Infinity, Infinity",
    "DATE, TIMESTAMP, 1969-12-31, 1969-12-31 00:00:00",
    "TIMESTAMP, DATE, 1969-12-31 23:59:59, 1969-12-31",
    "TIMESTAMP, TIME, 1969-12-31 23:59:59.5, 23:59:59.5",
    "NANOS, TIMESTAMP, 1969-12-31 23:59:59.999999999, 1969-12-31 23:59:59.999999",
    "TIMESTAMP, NANOS, 2024-02-29 00:00:00.5, 2024-02-29 00:00:00.5",
    "TEXT, BYTEA, Zürich, Zürich"
  })
  void valuesAreConverted(String from, String to, String text, String expected) {
    assertThat(cast(Types.named(from), text, Types.named(to))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TEXT", "INT", "DOUBLE", "DECIMAL(30,3)", "TIMESTAMP", "BYTEA"})
  void nullStaysNull(String type) {
    assertThat(cast(Types.TEXT, null, Types.named(type))).isNull();
  }

  @Test
  void bytesThatAreNotUtf8AreNoText() {
    Expression bytes = new Expression.Literal("/w==", Types.BINARY);
    assertThatThrownBy(() -> evaluate(new Expression.Cast(bytes, false, Types.TEXT)))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CAST));
    assertThat(evaluate(new Expression.Cast(bytes, true, Types.TEXT))).isNull();
  }

  private static void assertFails(
      Field from, String text, Field to, ErrorCode code, String message) {
    Expression value = typed(from, text);
    assertThatThrownBy(() -> evaluate(new Expression.Cast(value, false, to)))
        .isInstanceOfSatisfying(WadiException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
    assertThat(evaluate(new Expression.Cast(value, true, to))).isNull();
  }

  private static Object cast(Field from, String text, Field to) {
    Expression converted = new Expression.Cast(typed(from, text), false, to);
    Object strictly = evaluate(new Expression.Cast(converted, false, Types.TEXT));
    Expression tried = new Expression.Cast(typed(from, text), true, to);
    assertThat(evaluate(new Expression.Cast(tried, true, Types.TEXT))).isEqualTo(strictly);
    return strictly;
  }

  private static Expression typed(Field type, String text) {
    Expression literal = new Expression.Literal(text, Types.TEXT);
    return new Expression.Cast(literal, false, type);
  }

  private static Object evaluate(Expression expression) {
    var scope = MemoryScope.unlimited();
    var context = new EvaluationContext(scope.allocator(), null);
    Object value;
    try (Batch batch = Batch.of(List.of(), 1);
        ColumnExpression compiled = new ExpressionCompiler(context).compile(expression)) {
      Column column = compiled.evaluate(batch, null);
      value = Samples.read(column, 0);
      column.release();
    } finally {
      assertThat(scope.free()).isZero();
    }
    return value;
  }
}
