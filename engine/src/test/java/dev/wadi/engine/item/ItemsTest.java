package dev.wadi.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.testing.BatchParser;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class ItemsTest {
  private static final Field BIGINT = field("i", new ArrowType.Int(64, true));
  private static final Field TEXT = field("t", ArrowType.Utf8.INSTANCE);
  private static final Field TEXTS = field("l", ArrowType.List.INSTANCE, TEXT);

  private static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  private static Field map(Field value) {
    Field key = new Field("key", FieldType.notNullable(ArrowType.Utf8.INSTANCE), null);
    Field entries =
        new Field("entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, value));
    return field("m", new ArrowType.Map(false), entries);
  }

  @Test
  void whatIsReadIsWrittenTheSame() {
    copies(field("b", ArrowType.Bool.INSTANCE), "true", "false", "null");
    copies(field("i", new ArrowType.Int(8, true)), "-128", "null", "127");
    copies(field("i", new ArrowType.Int(16, true)), "-32768", "32767");
    copies(field("i", new ArrowType.Int(32, true)), "-2147483648", "null");
    copies(BIGINT, "-9223372036854775808", "null", "9223372036854775807");
    copies(field("u", new ArrowType.Int(8, false)), "255", "0");
    copies(field("u", new ArrowType.Int(16, false)), "65535", "0");
    copies(field("u", new ArrowType.Int(32, false)), "4294967295", "0");
    copies(field("u", new ArrowType.Int(64, false)), "18446744073709551615", "0");
    copies(field("f", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)), "0.1", "NaN");
    copies(field("d", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)), "0.1", "null");
    copies(field("d", new ArrowType.Decimal(10, 2, 128)), "1.50", "-0.01");
    copies(field("d", new ArrowType.Decimal(38, 0, 128)), "9".repeat(38));
    copies(TEXT, "a", "\"\"", "null", "\u00e9\ud83d\ude80");
    copies(field("x", ArrowType.Binary.INSTANCE), "\\x00ff", "\\x");
    copies(field("d", new ArrowType.Date(DateUnit.DAY)), "1969-12-31", "2024-02-29");
    copies(field("t", new ArrowType.Time(TimeUnit.MICROSECOND, 64)), "23:59:59.999999");
    copies(timestamp(TimeUnit.MICROSECOND), "1969-12-31T23:59:59.999999");
    copies(timestamp(TimeUnit.NANOSECOND), "1969-12-31T23:59:59.999999999");
    copies(field("s", new ArrowType.Duration(TimeUnit.MICROSECOND)), "PT0.000001S");
    copies(field("m", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)), "P1Y2M");
  }

  private static Field timestamp(TimeUnit unit) {
    return field("t", new ArrowType.Timestamp(unit, null));
  }

  @Test
  void nestedValuesAreWrittenTheSame() {
    copies(TEXTS, "[a, null]", "[]", "null", "[\"\"]");
    copies(field("l", ArrowType.List.INSTANCE, TEXTS), "[[a], null, []]", "[]", "null");
    copies(
        field("s", ArrowType.Struct.INSTANCE, BIGINT, TEXTS), "{1, [a]}", "null", "{null, null}");
    copies(map(TEXTS), List.of("[[k, [v]], [l, null]]", "[]", "null"), "{k=[v], l=null}", "{}");
  }

  private static void copies(Field type, String... rows) {
    List<String> expected = List.of(rows);
    assertThat(copy(type, expected, false)).isEqualTo(expected);
    assertThat(copy(type, expected, true)).isEqualTo(expected);
  }

  // Maps are read in another notation than they are shown in.
  private static void copies(Field type, List<String> rows, String... shown) {
    List<String> expected = new ArrayList<>(List.of(shown));
    expected.add("null");
    assertThat(copy(type, rows, false)).isEqualTo(expected);
  }

  private static List<String> copy(Field type, List<String> rows, boolean texts) {
    try (MemoryScope memory = MemoryScope.unlimited();
        Batch batch = parse(type, rows, memory.allocator());
        FieldVector copy = type.createVector(memory.allocator())) {
      ItemReader reader = ItemReader.of(batch.column(0).vector(), texts);
      ItemWriter writer = ItemWriter.of(copy);
      for (int row = 0; row < rows.size(); row++) {
        writer.write(row, reader.read(row));
      }
      copy.setValueCount(rows.size());
      List<String> copied = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        copied.add(BatchText.value(copy, row));
      }
      return copied;
    }
  }

  private static Batch parse(Field type, List<String> rows, BufferAllocator allocator) {
    return BatchParser.parse(new Schema(List.of(type)), rows, allocator);
  }

  @Test
  void equalItemsHaveOneHashAndNoOrder() {
    Random random = new Random(1);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add("{%s, %s}".formatted(small(random), smallArray(random)));
    }
    Field type = field("s", ArrowType.Struct.INSTANCE, BIGINT, TEXTS);
    try (MemoryScope memory = MemoryScope.unlimited();
        Batch batch = parse(type, rows, memory.allocator())) {
      ItemReader reader = ItemReader.of(batch.column(0).vector(), false);
      for (int i = 0; i < rows.size(); i++) {
        for (int j = 0; j < rows.size(); j++) {
          agree(reader.read(i), reader.read(j), rows.get(i).equals(rows.get(j)));
        }
      }
    }
  }

  private static String small(Random random) {
    return random.nextInt(4) == 0 ? "null" : String.valueOf(random.nextInt(2));
  }

  private static String smallArray(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "null";
      case 1 -> "[]";
      case 2 -> "[" + small(random) + "]";
      default -> "[" + small(random) + ", " + small(random) + "]";
    };
  }

  private static void agree(Object one, Object other, boolean equal) {
    assertThat(one.equals(other)).isEqualTo(equal);
    int order = ItemOrder.INSTANCE.compare(one, other);
    assertThat(order == 0).isEqualTo(equal);
    assertThat(Integer.signum(order))
        .isEqualTo(-Integer.signum(ItemOrder.INSTANCE.compare(other, one)));
    if (equal) {
      assertThat(one).hasSameHashCodeAs(other);
    }
  }

  @Test
  void itemsAreInTheOrderOfOrderBy() {
    List<String> ascending =
        List.of("[]", "[0]", "[0, 0]", "[0, 1]", "[0, null]", "[1]", "[null]", "null");
    Field type = field("l", ArrowType.List.INSTANCE, BIGINT);
    try (MemoryScope memory = MemoryScope.unlimited();
        Batch batch = parse(type, ascending, memory.allocator())) {
      ItemReader reader = ItemReader.of(batch.column(0).vector(), false);
      for (int i = 1; i < ascending.size(); i++) {
        assertThat(ItemOrder.INSTANCE.compare(reader.read(i - 1), reader.read(i)))
            .as(ascending.get(i))
            .isNegative();
      }
    }
  }
}
