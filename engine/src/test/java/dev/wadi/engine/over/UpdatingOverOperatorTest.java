package dev.wadi.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.testing.ChangingTable;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.testing.NoLeaks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class UpdatingOverOperatorTest {
  private static final Schema COLUMNS = Plans.schema("k BIGINT, v BIGINT");
  private static final Field BIGINT = Field.nullable("", Plans.type("BIGINT"));
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

  private record Row(int k, int v) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void emitsWhatANaiveReferenceSays(boolean changing) {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int keys = 1 + random.nextInt(12);
      List<Row> all = new ArrayList<>();
      ChangingTable table = new ChangingTable();
      UpdatingOverOperator operator = operator(changing);
      for (int step = 0; step < 25; step++) {
        process(operator, changing, random, keys, all);
        if (random.nextInt(3) == 0) {
          operator.flush(test.output());
          table.apply(emitted(changing));
          assertThat(table.sorted()).as("seed " + seed).isEqualTo(reference(all));
        }
        if (random.nextInt(8) == 0) {
          operator.flush(test.output());
          UpdatingOverOperator other = operator(changing);
          test.move(operator, other);
          operator.close();
          operator = other;
        }
      }
      operator.watermark(UpdatingOverOperator.END_OF_INPUT, test.output());
      table.apply(emitted(changing));
      assertThat(table.sorted()).as("seed " + seed).isEqualTo(reference(all));
      operator.close();
    }
  }

  private void process(
      UpdatingOverOperator operator, boolean changing, Random random, int keys, List<Row> all) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      if (changing && !all.isEmpty() && random.nextInt(3) == 0) {
        Row row = all.remove(random.nextInt(all.size()));
        lines.add("%d, %d, %d".formatted(row.k, row.v, ChangeKind.DELETE.code()));
      } else {
        Row row = new Row(random.nextInt(keys), random.nextInt(10));
        all.add(row);
        lines.add("%d, %d".formatted(row.k, row.v) + (changing ? ", 0" : ""));
      }
    }
    operator.process(
        0, test.batch(input(changing).schema(), lines.toArray(String[]::new)), test.output());
  }

  // With the change kind at the end, wherever the operator has it.
  private List<String> emitted(boolean changing) {
    return test.emitted().stream()
        .map(line -> line.split(", "))
        .map(c -> changing ? String.join(", ", c[0], c[1], c[3], c[4], c[2]) : String.join(", ", c))
        .toList();
  }

  // The place, and the sum of a row and of the one before it.
  private static List<String> reference(List<Row> all) {
    var partitions = new TreeMap<Integer, List<Integer>>();
    all.forEach(row -> partitions.computeIfAbsent(row.k, _ -> new ArrayList<>()).add(row.v));
    List<String> rows = new ArrayList<>();
    partitions.forEach((k, values) -> {
      values.sort(Comparator.reverseOrder());
      for (int i = 0; i < values.size(); i++) {
        int sum = values.get(i) + (i == 0 ? 0 : values.get(i - 1));
        rows.add("%d, %d, %d, %d".formatted(k, values.get(i), i + 1, sum));
      }
    });
    return rows.stream().sorted().toList();
  }

  @Test
  void onlyResultsThatDifferAreEmitted() {
    try (var operator = operator(true)) {
      Schema schema = input(true).schema();
      operator.process(0, test.batch(schema, "1, 5, 0", "1, 3, 0", "2, 1, 0"), test.output());
      operator.flush(test.output());
      assertThat(emitted(true))
          .containsExactlyInAnyOrder("1, 5, 1, 5, 0", "1, 3, 2, 8, 0", "2, 1, 1, 1, 0");
      operator.process(0, test.batch(schema, "1, 4, 0", "2, 1, 3", "2, 1, 0"), test.output());
      operator.flush(test.output());
      assertThat(emitted(true)).containsExactly("1, 3, 2, 8, 1", "1, 4, 2, 9, 0", "1, 3, 3, 7, 2");
    }
  }

  @Test
  void aPartitionWithoutRowsIsForgotten() {
    try (var operator = operator(false)) {
      Schema schema = input(false).schema();
      for (int k = 1; k <= 3; k++) {
        operator.process(0, test.batch(schema, k + ", 5"), test.output());
        operator.flush(test.output());
        test.pass(2 * TTL_MILLIS);
      }
      test.emitted();
      operator.process(0, test.batch(schema, "1, 4"), test.output());
      operator.flush(test.output());
      assertThat(test.emitted()).containsExactly("1, 4, 1, 4, 0");
    }
  }

  private static Plan.Scan input(boolean changing) {
    var table = new TableDefinition("t", "feed", COLUMNS, Map.of());
    return new Plan.Scan(table, List.of(0, 1), null, changing);
  }

  private UpdatingOverOperator operator(boolean changing) {
    Plan.Scan input = input(changing);
    var pair =
        new Frame(
            true,
            new Frame.Bound.Offset(BigDecimal.ONE.negate()),
            new Frame.Bound.Offset(BigDecimal.ZERO));
    List<OverCall> calls =
        List.of(
            new OverCall.Rank(OverCall.RankFunction.ROW_NUMBER, BIGINT),
            new OverCall.Aggregated(Plans.call(AggregateFunction.SUM, "BIGINT", 1), pair));
    List<Field> fields = new ArrayList<>(input.schema().getFields());
    calls.forEach(call -> fields.add(call.type()));
    if (!changing) {
      fields.add(ChangeKind.FIELD);
    }
    var over =
        new OverPlan.UpdatingOver(
            input,
            changing ? 2 : -1,
            List.of(0),
            List.of(new SortKey(1, true, false)),
            calls,
            TTL_MILLIS,
            1_000,
            new Schema(fields));
    return new UpdatingOverOperator(over, test.context(7));
  }
}
