package dev.wadi.engine.over;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.order.ReleaseOperator;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.Frame.Bound;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverPlan;
import dev.wadi.engine.plan.Release;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.testing.NoLeaks;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TimedOverTest {
  private static final Schema INPUT = Plans.schema("k BIGINT, v BIGINT, ts TIMESTAMP");
  private static final Field BIGINT = Field.nullable("", Plans.type("BIGINT"));
  private static final long SECOND = 1_000_000;
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

  private record Row(int k, int v, int second) {
    private String time() {
      return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
          .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    @Override
    public String toString() {
      return "%d, %d, %s".formatted(k, v, time());
    }
  }

  @Test
  void emitsWhatANaiveReferenceSays() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int keys = 1 + random.nextInt(8);
      List<Row> all = new ArrayList<>();
      List<String> emitted = new ArrayList<>();
      ReleaseOperator operator = operator();
      int watermark = 0;
      for (int step = 0; step < 25; step++) {
        List<Row> batch = new ArrayList<>();
        for (int i = random.nextInt(15); i > 0; i--) {
          batch.add(
              new Row(random.nextInt(keys), random.nextInt(9), watermark + random.nextInt(12)));
        }
        all.addAll(batch);
        String[] lines = batch.stream().map(Row::toString).toArray(String[]::new);
        operator.process(0, test.batch(INPUT, lines), test.output());
        watermark += random.nextInt(8);
        release(operator, watermark * SECOND);
        emitted.addAll(test.emitted());
        if (random.nextInt(6) == 0) {
          ReleaseOperator other = operator();
          test.move(operator, other);
          operator.close();
          operator = other;
          release(operator, watermark * SECOND);
        }
      }
      release(operator, Operator.END_OF_INPUT);
      emitted.addAll(test.emitted());
      assertThat(emitted).as("seed " + seed).isEqualTo(reference(all));
      operator.close();
    }
  }

  private void release(ReleaseOperator operator, long micros) {
    boolean done = false;
    while (!done) {
      done = operator.watermark(micros, test.output());
    }
  }

  // In the order of time, then value, then key.
  private static List<String> reference(List<Row> all) {
    List<Row> sorted =
        all.stream()
            .sorted(Comparator.comparing(Row::second).thenComparing(Row::v).thenComparing(Row::k))
            .toList();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Row row = sorted.get(i);
      List<Row> before = sorted.subList(0, i + 1).stream().filter(r -> r.k == row.k).toList();
      int n = before.size();
      int running = before.stream().mapToInt(Row::v).sum();
      int lastThree = before.subList(Math.max(0, n - 3), n).stream().mapToInt(Row::v).sum();
      int first = before.get(Math.max(0, n - 3)).v;
      long dense = before.stream().map(r -> r.second + "," + r.v).distinct().count();
      lines.add(
          "%s, %d, %d, %d, %d, %d, %d"
              .formatted(row, n, dense, running, lastThree, first, before.getFirst().v));
    }
    return lines;
  }

  @Test
  void rowsOutOfReachAreFreed() {
    try (ReleaseOperator operator = operator()) {
      long early = 0;
      long late = 0;
      for (int second = 0; second < 2_000; second++) {
        String[] lines = new String[20];
        for (int i = 0; i < lines.length; i++) {
          lines[i] = new Row(i % 5, i, second).toString();
        }
        operator.process(0, test.batch(INPUT, lines), test.output());
        release(operator, second * SECOND);
        test.emitted();
        long bytes = test.memory().bytesInUse();
        if (second < 600) {
          early = Math.max(early, bytes);
        } else {
          late = Math.max(late, bytes);
        }
      }
      assertThat(late).isLessThanOrEqualTo(early);
    }
  }

  @Test
  void aPartitionWithoutRowsIsForgotten() {
    try (ReleaseOperator operator = operator()) {
      for (int k = 1; k <= 3; k++) {
        operator.process(0, test.batch(INPUT, new Row(k, 5, k).toString()), test.output());
        release(operator, (k + 1) * SECOND);
        test.pass(2 * TTL_MILLIS);
      }
      test.emitted();
      operator.process(0, test.batch(INPUT, "1, 4, 1970-01-01T00:00:09"), test.output());
      release(operator, 10 * SECOND);
      assertThat(test.emitted()).containsExactly("1, 4, 1970-01-01T00:00:09, 1, 1, 4, 4, 4, 4");
    }
  }

  private ReleaseOperator operator() {
    var here = new Bound.Offset(BigDecimal.ZERO);
    var running = new Frame(true, new Bound.Unbounded(), here);
    var three = new Frame(true, new Bound.Offset(BigDecimal.valueOf(-2)), here);
    var sum = Plans.call(AggregateFunction.SUM, "BIGINT", 1);
    List<OverCall> calls =
        List.of(
            new OverCall.Rank(OverCall.RankFunction.ROW_NUMBER, BIGINT),
            new OverCall.Rank(OverCall.RankFunction.DENSE_RANK, BIGINT),
            new OverCall.Aggregated(sum, running),
            new OverCall.Aggregated(sum, three),
            new OverCall.Nth(1, -1, false, false, three, BIGINT),
            new OverCall.Aggregated(
                Plans.call(AggregateFunction.FIRST_VALUE, "BIGINT", 1), running));
    List<Field> fields = new ArrayList<>(INPUT.getFields());
    calls.forEach(call -> fields.add(call.type()));
    var over =
        new OverPlan.TimedOver(
            Plans.scan("t", INPUT, 2),
            List.of(0),
            List.of(new SortKey(2, false, false), new SortKey(1, false, false)),
            calls,
            2,
            new Release.ByTime(2, 1),
            TTL_MILLIS,
            new Schema(fields));
    return TimedOver.operator(over, test.context(6));
  }
}
