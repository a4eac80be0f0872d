package dev.wadi.engine.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.testing.ChangingTable;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
class TopNOperatorTest {
  private static final Schema INPUT = Plans.schema("k BIGINT, v BIGINT, s TEXT, id BIGINT");
  private static final long TTL_MILLIS = 60_000;

  private final Surroundings test = new Surroundings();

  @BeforeEach
  void clockHasOverflown() {
    test.pass(1_000);
  }

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  private record Row(int k, Integer v, String s, int id) {
    @Override
    public String toString() {
      return "%d, %d, %s, %d".formatted(k, v, s, id);
    }
  }

  private record Asked(int offset, int end, boolean ranked, List<SortKey> order) {}

  private static Stream<Asked> asked() {
    List<SortKey> value = List.of(new SortKey(1, true, false));
    List<SortKey> both = List.of(new SortKey(2, false, true), new SortKey(1, true, true));
    return Stream.of(
        new Asked(0, 1, false, value),
        new Asked(0, 1, true, both),
        new Asked(0, 3, false, both),
        new Asked(2, 5, false, value),
        new Asked(1, 9, true, value),
        new Asked(0, 1000, true, both),
        new Asked(0, 2, false, List.of()));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void keepsWhatANaiveReferenceKeeps(Asked asked) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int keys = 1 + random.nextInt(30);
      List<Row> all = new ArrayList<>();
      ChangingTable table = new ChangingTable();
      TopNOperator operator = operator(asked);
      for (int step = 0; step < 30; step++) {
        List<Row> batch =
            IntStream.range(0, random.nextInt(60))
                .mapToObj(i -> row(random, keys, all.size() + i))
                .toList();
        all.addAll(batch);
        String[] lines = batch.stream().map(Row::toString).toArray(String[]::new);
        operator.process(0, test.batch(INPUT, lines), test.output());
        if (random.nextInt(3) == 0) {
          operator.flush(test.output());
          table.apply(test.emitted());
          assertThat(table.sorted()).as("seed " + seed).isEqualTo(reference(all, asked));
        }
        if (random.nextInt(10) == 0) {
          operator.flush(test.output());
          operator = restored(operator, asked);
        }
      }
      operator.watermark(TopNOperator.END_OF_INPUT, test.output());
      table.apply(test.emitted());
      assertThat(table.sorted()).as("seed " + seed).isEqualTo(reference(all, asked));
      operator.close();
    }
  }

  private TopNOperator restored(TopNOperator operator, Asked asked) {
    TopNOperator other = operator(asked);
    test.move(operator, other);
    operator.close();
    return other;
  }

  private static Row row(Random random, int keys, int id) {
    Integer value = random.nextInt(8) == 0 ? null : random.nextInt(20) - 10;
    String text = random.nextInt(6) == 0 ? null : "text " + random.nextInt(5);
    return new Row(random.nextInt(keys), value, text, id);
  }

  private static List<String> reference(List<Row> all, Asked asked) {
    var partitions = new TreeMap<Integer, List<Row>>();
    all.forEach(row -> partitions.computeIfAbsent(row.k, _ -> new ArrayList<>()).add(row));
    List<String> rows = new ArrayList<>();
    for (List<Row> partition : partitions.values()) {
      List<Row> sorted = partition.stream().sorted(order(asked.order)).toList();
      for (int i = asked.offset; i < Math.min(asked.end, sorted.size()); i++) {
        rows.add(sorted.get(i) + (asked.ranked ? ", " + (i + 1) : ""));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static Comparator<Row> order(List<SortKey> keys) {
    Comparator<Row> order = (a, b) -> 0;
    for (SortKey key : keys) {
      order =
          key.column() == 1
              ? order.thenComparing(row -> row.v, order(key))
              : order.thenComparing(row -> row.s, order(key));
    }
    return order;
  }

  private static <T extends Comparable<T>> Comparator<T> order(SortKey key) {
    Comparator<T> values =
        key.descending() ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder();
    return key.nullsFirst() ? Comparator.nullsFirst(values) : Comparator.nullsLast(values);
  }

  @Test
  void aRowThatTakesThePlaceOfAnotherIsAnUpdate() {
    try (var operator = operator(new Asked(0, 1, false, List.of(new SortKey(1, true, false))))) {
      operator.process(0, test.batch(INPUT, "1, 5, a, 1", "1, 7, b, 2"), test.output());
      operator.flush(test.output());
      assertThat(test.emitted()).containsExactly("1, 7, b, 2, 0");
      operator.process(0, test.batch(INPUT, "1, 7, c, 3", "1, 9, d, 4"), test.output());
      operator.flush(test.output());
      assertThat(test.emitted()).containsExactly("1, 7, b, 2, 1", "1, 9, d, 4, 2");
    }
  }

  @Test
  void aPartitionWithoutRowsIsForgotten() {
    try (var operator = operator(new Asked(0, 1, false, List.of(new SortKey(1, true, false))))) {
      operator.process(0, test.batch(INPUT, "1, 5, a, 1"), test.output());
      test.pass(2 * TTL_MILLIS);
      operator.process(0, test.batch(INPUT, "2, 5, a, 1"), test.output());
      test.pass(2 * TTL_MILLIS);
      operator.process(0, test.batch(INPUT, "3, 5, a, 1"), test.output());
      test.emitted();
      operator.process(0, test.batch(INPUT, "1, 4, b, 2"), test.output());
      operator.flush(test.output());
      assertThat(test.emitted()).containsExactly("1, 4, b, 2, 0");
    }
  }

  private TopNOperator operator(Asked asked) {
    List<Field> fields = new ArrayList<>(INPUT.getFields());
    if (asked.ranked) {
      fields.add(Field.nullable("place", Plans.type("BIGINT")));
    }
    fields.add(ChangeKind.FIELD);
    var topN =
        new OverPlan.TopN(
            Plans.scan("t", INPUT, -1),
            -1,
            List.of(0),
            asked.order,
            asked.offset,
            asked.end,
            asked.ranked,
            TTL_MILLIS,
            1_000,
            new Schema(fields));
    return new TopNOperator(topN, test.context(50));
  }
}
