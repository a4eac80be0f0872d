package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class AggregateOperatorsTest {
  private static final Schema INPUT = Plans.schema("k TEXT, ts TIMESTAMP");
  private static final Schema PARTIAL = Plans.schema("k TEXT, start TIMESTAMP, n BIGINT");
  private static final long MINUTE = 60_000_000;
  private static final AggregateLayout LAYOUT =
      AggregateLayout.of(
          Plans.aggregate(
              Plans.scan("t", INPUT, -1),
              60,
              1,
              List.of(0),
              Plans.call(AggregateFunction.COUNT, "BIGINT")));

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void aFlushAmidAWatermarkSendsEachGroupOnce() {
    try (var local = new LocalAggregateOperator(LAYOUT, test.context(2))) {
      local.process(0, test.batch(INPUT, rows("a", "b", "c", "d", "e", "a")), test.output());
      assertThat(local.watermark(MINUTE, test.output())).isFalse();
      local.flush(test.output());
      assertThat(local.watermark(MINUTE, test.output())).isTrue();
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              partial("a", 2), partial("b", 1), partial("c", 1), partial("d", 1), partial("e", 1));
    }
  }

  @Test
  void aSnapshotAmidAWatermarkHoldsWhatWasNotEmitted() {
    try (var before = new FinalAggregateOperator(LAYOUT, test.context(2));
        var after = new FinalAggregateOperator(LAYOUT, test.context(100))) {
      before.process(
          0,
          test.batch(PARTIAL, partial("a", 1), partial("b", 2), partial("c", 3), partial("a", 4)),
          test.output());
      assertThat(before.watermark(MINUTE, test.output())).isFalse();
      test.move(before, after);
      while (!after.watermark(MINUTE, test.output())) {
        // once more
      }
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(result("a", 5), result("b", 2), result("c", 3));
    }
  }

  @Test
  void windowsWaitForTheWatermarkAndThenRowsAreLate() {
    try (var aggregate = new FinalAggregateOperator(LAYOUT, test.context(100))) {
      aggregate.process(0, test.batch(PARTIAL, partial("a", 1)), test.output());
      assertThat(aggregate.watermark(MINUTE - 1, test.output())).isTrue();
      assertThat(test.emitted()).isEmpty();
      while (!aggregate.watermark(MINUTE, test.output())) {
        // once more
      }
      assertThat(test.emitted()).containsExactly(result("a", 1));
      aggregate.process(0, test.batch(PARTIAL, partial("a", 7)), test.output());
      assertThat(test.lateRows()).isEqualTo(1);
    }
  }

  @Test
  void stateFollowsTheOwnerOfTheKey() {
    try (var first = new FinalAggregateOperator(LAYOUT, test.context(3, 0, 2));
        var second = new FinalAggregateOperator(LAYOUT, test.context(3, 1, 2));
        var one = new FinalAggregateOperator(LAYOUT, test.context(3))) {
      one.process(
          0,
          test.batch(
              PARTIAL,
              partial("a", 1),
              partial("b", 2),
              partial("c", 3),
              partial("d", 4),
              partial("null", 5)),
          test.output());
      test.move(one, first, second);
      emitAll(first);
      int ofFirst = test.emitted().size();
      emitAll(second);
      assertThat(ofFirst + test.emitted().size()).isEqualTo(5);
      assertThat(ofFirst).isBetween(1, 4);
    }
  }

  private void emitAll(Operator operator) {
    while (!operator.watermark(Operator.END_OF_INPUT, test.output())) {
      // once more
    }
  }

  private static String[] rows(String... keys) {
    String[] rows = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      rows[i] = keys[i] + ", 1970-01-01T00:00:10";
    }
    return rows;
  }

  private static String partial(String key, int count) {
    return key + ", 1970-01-01T00:00:00, " + count;
  }

  private static String result(String key, int count) {
    return key + ", 1970-01-01T00:00:00, 1970-01-01T00:01:00, " + count;
  }
}
