package dev.wadi.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class BatchTextTest {
  private final MemoryScope scope = MemoryScope.unlimited();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN|true",
        "BOOLEAN|null",
        "TINYINT|-128",
        "SMALLINT|-32768",
        "INT|-2147483648",
        "BIGINT|-9223372036854775808",
        "TINYINT UNSIGNED|255",
        "SMALLINT UNSIGNED|65535",
        "INT UNSIGNED|4294967295",
        "BIGINT UNSIGNED|18446744073709551615",
        "FLOAT|3.14",
        "DOUBLE|-1.0E100",
        "DOUBLE|NaN",
        "DECIMAL(38, 2)|-123456789012345678901234567890123456.78",
        "TEXT|abc",
        "TEXT|\"\"",
        "TEXT|\"null\"",
        "TEXT|\"a, b\"",
        "TEXT|\" [x] \"",
        "TEXT|\"a\\\"b\\\\c\\nd\"",
        "TEXT|\u00e9\ud83d\ude00",
        "TEXT|null",
        "BYTEA|\\x00ff",
        "BYTEA|\\x",
        "DATE|1969-12-31",
        "TIME|23:59:59.999999",
        "TIMESTAMP|1969-12-31T23:59:59.5",
        "TIMESTAMP|2001-01-01T00:00:00",
        "TIMESTAMP(9)|1969-12-31T23:59:59.000000001",
        "INTERVAL DAY|PT-1.5S",
        "INTERVAL DAY|PT25H",
        "INTERVAL MONTH|P1Y2M",
      })
  void everyTypeReadsBackWhatItWrote(String type, String text) {
    assertThat(roundTrip(Plans.schema("c " + type), text)).containsExactly(text);
  }

  @Test
  void arraysAndStructsNest() {
    var item = Field.nullable("item", ArrowType.Utf8.INSTANCE);
    var list = new Field("l", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
    var struct =
        new Field(
            "s",
            FieldType.nullable(ArrowType.Struct.INSTANCE),
            List.of(Field.nullable("x", new ArrowType.Int(32, true)), list));
    var schema = new Schema(List.of(struct, list));
    String[] lines = {"{1, [a, null]}, [b]", "null, null", "{null, []}, [\"\", \"c, d\"]"};
    assertThat(roundTrip(schema, lines)).containsExactly(lines);
  }

  @Test
  void onlyTheRowsThatCountAreWritten() {
    Schema schema = Plans.schema("k TEXT, v BIGINT");
    try (Batch batch =
            BatchParser.parse(schema, List.of("a, 1", "b, 2", "c, 3"), scope.allocator());
        Batch selected = batch.select(new Selection(new int[] {0, 2}, 2))) {
      assertThat(BatchText.lines(selected)).containsExactly("a, 1", "c, 3");
    }
    assertThat(scope.free()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BIGINT|1, 2|2 values for 1 columns",
        "BIGINT|x|value 1 of: x",
        "BOOLEAN|yes|neither true nor false",
        "TEXT|\"a|closing quote",
        "TEXT|[1|expected ']'",
        "DECIMAL(38, 2)|1.234|value 1 of: 1.234",
      })
  void aLineThatDoesNotFitIsRefused(String type, String line, String message) {
    var schema = Plans.schema("c " + type);
    assertThatThrownBy(() -> BatchParser.parse(schema, List.of(line), scope.allocator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    scope.free();
  }

  private List<String> roundTrip(Schema schema, String... lines) {
    try (Batch batch = BatchParser.parse(schema, List.of(lines), scope.allocator())) {
      return BatchText.lines(batch);
    } finally {
      assertThat(scope.bytesInUse()).isZero();
      scope.free();
    }
  }
}
