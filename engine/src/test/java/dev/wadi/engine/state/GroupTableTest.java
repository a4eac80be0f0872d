package dev.wadi.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.testing.BatchParser;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.Plans;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class GroupTableTest {
  private static final Schema SCHEMA =
      Plans.schema("a TEXT, b BIGINT, c DOUBLE, d BOOLEAN, e DECIMAL(38, 2), f SMALLINT, g FLOAT");

  private final MemoryScope scope = MemoryScope.unlimited();

  /// How many different hashes there are, and which columns are the key.
  static Stream<Arguments> hashesAndKeys() {
    List<List<Integer>> keys =
        List.of(List.of(0), List.of(1), List.of(2, 6), List.of(3, 5), List.of(4, 1, 0));
    return keys.stream()
        .flatMap(k -> Stream.of(1L, 3L, Long.MAX_VALUE).map(hashes -> Arguments.of(hashes, k)));
  }

  @ParameterizedTest
  @MethodSource("hashesAndKeys")
  void findsWhatItHasSeenWhateverTheHash(long hashCount, List<Integer> keys) {
    var fields = keys.stream().map(SCHEMA.getFields()::get).toList();
    var random = new Random(hashCount + keys.hashCode());
    Map<String, Integer> model = new HashMap<>();
    try (var table = new GroupTable(fields, scope.allocator(), coarse(hashCount))) {
      for (int round = 0; round < 8; round++) {
        try (Batch batch = randomBatch(random, 60)) {
          boolean add = round % 3 != 2;
          check(table, batch, keys, selection(random, 60), add, model);
        }
      }
      assertThat(table.groupCount()).isEqualTo(model.size());
      storedKeysAreAtTheirNumbers(table, model);
    }
    assertThat(scope.free()).isZero();
  }

  private static GroupTable.Hash coarse(long hashCount) {
    return (columns, batch, hashes) -> {
      RowHash.hash(columns, batch, hashes);
      Arrays.setAll(hashes, i -> Long.remainderUnsigned(hashes[i], hashCount));
    };
  }

  private static void check(
      GroupTable table,
      Batch batch,
      List<Integer> keys,
      Selection rows,
      boolean add,
      Map<String, Integer> model) {
    List<Column> columns = keys.stream().map(batch::column).toList();
    int[] groups = new int[rows.count()];
    if (add) {
      table.findOrAdd(columns, rows, groups);
    } else {
      table.find(columns, rows, groups);
    }
    for (int i = 0; i < rows.count(); i++) {
      int group = groups[i];
      String key = key(columns, rows.row(i));
      if (add) {
        assertThat(group).as(key).isEqualTo(model.computeIfAbsent(key, _ -> group));
      } else {
        assertThat(group).as(key).isEqualTo(model.getOrDefault(key, -1));
      }
    }
    assertThat(model.values()).doesNotHaveDuplicates();
  }

  private static void storedKeysAreAtTheirNumbers(GroupTable table, Map<String, Integer> model) {
    model.forEach((key, group) -> assertThat(key(table.storedKeys(), group)).isEqualTo(key));
  }

  // -0.0 and 0.0 are one key.
  private static String key(List<Column> columns, int row) {
    return String.join(
        "|",
        columns.stream()
            .map(c -> BatchText.value(c.vector(), row))
            .map(text -> text.equals("-0.0") ? "0.0" : text)
            .toList());
  }

  private Batch randomBatch(Random random, int rows) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int n = random.nextInt(5) - 2;
      lines.add(
          String.join(
              ", ",
              any(random, "abc".repeat(n + 2) + "x"),
              any(random, String.valueOf(n)),
              any(random, List.of("NaN", "0.0", "-0.0", "Infinity", "1.5").get(n + 2)),
              any(random, String.valueOf(n > 0)),
              any(random, "12345678901234567890123456789." + (n + 12)),
              any(random, String.valueOf(n * 1000)),
              any(random, List.of("NaN", "0.0", "-0.0", "2.5", "1.5").get(n + 2))));
    }
    return BatchParser.parse(SCHEMA, lines, scope.allocator());
  }

  private static String any(Random random, String text) {
    return random.nextInt(6) == 0 ? "null" : text;
  }

  private static Selection selection(Random random, int count) {
    int[] rows = IntStream.range(0, count).filter(_ -> random.nextInt(4) > 0).toArray();
    return new Selection(rows, rows.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 5_000})
  void growsToManyKeys(int perBatch) {
    Schema schema = Plans.schema("k BIGINT");
    int count = 5_000;
    try (var table = new GroupTable(schema.getFields(), scope.allocator())) {
      for (int from = 0; from < count; from += perBatch) {
        List<String> lines =
            IntStream.range(from, Math.min(count, from + perBatch))
                .mapToObj(i -> String.valueOf(i * 31L))
                .toList();
        try (Batch batch = BatchParser.parse(schema, lines, scope.allocator())) {
          int[] groups = new int[lines.size()];
          table.findOrAdd(batch.columns(), Selection.range(lines.size()), groups);
          int first = from;
          assertThat(groups)
              .isEqualTo(IntStream.range(0, lines.size()).map(i -> first + i).toArray());
        }
      }
      assertThat(table.groupCount()).isEqualTo(count);
    }
    assertThat(scope.free()).isZero();
  }

  @Test
  void withoutKeyColumnsThereIsOneGroup() {
    try (var table = new GroupTable(List.of(), scope.allocator())) {
      int[] groups = {9, 9, 9};
      table.find(List.of(), Selection.range(3), groups);
      assertThat(groups).containsOnly(-1);
      table.findOrAdd(List.of(), Selection.range(3), groups);
      assertThat(groups).containsOnly(0);
      assertThat(table.groupCount()).isEqualTo(1);
    }
    assertThat(scope.free()).isZero();
  }

  // Otherwise a key would differ from its own copy, and the search for it would not end.
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void namesOfNestedColumnsDoNotMatter() {
    try (var table = new GroupTable(List.of(struct("stored")), scope.allocator());
        Batch batch =
            BatchParser.parse(
                new Schema(List.of(struct("other"))),
                List.of("{1, [NaN]}", "null", "{1, [NaN]}", "{null, []}", "{1, [0.5, null]}"),
                scope.allocator())) {
      int[] groups = new int[5];
      table.findOrAdd(batch.columns(), Selection.range(5), groups);
      assertThat(groups).containsExactly(0, 1, 0, 2, 3);
    }
    assertThat(scope.free()).isZero();
  }

  private static Field struct(String name) {
    var item = Field.nullable(name + " item", Plans.type("DOUBLE"));
    var list = new Field("list", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
    return new Field(
        name,
        FieldType.nullable(ArrowType.Struct.INSTANCE),
        List.of(Field.nullable("x", Plans.type("INT")), list));
  }

  @Test
  void aClearedTableStartsAgain() {
    Schema schema = Plans.schema("k TEXT");
    try (var table = new GroupTable(schema.getFields(), scope.allocator());
        Batch batch = BatchParser.parse(schema, List.of("b", "a"), scope.allocator())) {
      int[] groups = new int[2];
      table.findOrAdd(batch.columns(), Selection.range(2), groups);
      table.clear();
      assertThat(table.groupCount()).isZero();
      table.findOrAdd(batch.columns(), new Selection(new int[] {1}, 1), groups);
      assertThat(groups[0]).isZero();
    }
    assertThat(scope.free()).isZero();
  }
}
