package dev.wadi.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.aggregate.AggregateLayout;
import dev.wadi.engine.aggregate.UpdatingAggregateOperator;
import dev.wadi.engine.join.StreamJoinOperator;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Plan.JoinInput;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An hour of processing time in which keys come and never come again: what is kept for a minute
/// must not grow.
@ExtendWith(NoLeaks.class)
class StateSizeTest {
  private static final int SECONDS = 3_600;
  private static final int ROWS_PER_SECOND = 30;
  private static final long TTL_MILLIS = 60_000;
  private static final int CHANGE = 2;
  private static final Plan.Scan INPUT =
      new Plan.Scan(
          new TableDefinition("t", "feed", Plans.schema("k BIGINT, v BIGINT"), Map.of()),
          List.of(0, 1),
          null,
          true);

  private final Surroundings test = new Surroundings();

  @BeforeEach
  void clockHasOverflown() {
    test.pass(1_000);
  }

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "true, true"})
  void aJoinKeepsNoMoreRowsAfterAnHourThanAfterMinutes(boolean left, boolean right) {
    try (var join = new StreamJoinOperator(join(left, right), test.context(1_000))) {
      assertLevelsOff(second -> {
        process(join, StreamJoinOperator.LEFT, second);
        process(join, StreamJoinOperator.RIGHT, second + 1);
      });
    }
  }

  @Test
  void aSideWithoutRowsIsForgottenAsTheOtherGoesOn() {
    try (var join = new StreamJoinOperator(join(false, false), test.context(1_000))) {
      for (int second = 0; second < 600; second++) {
        process(join, StreamJoinOperator.LEFT, second);
        test.pass(10);
      }
      long full = test.memory().bytesInUse();
      test.pass(2 * TTL_MILLIS);
      process(join, StreamJoinOperator.RIGHT, 0);
      assertThat(test.memory().bytesInUse()).isLessThan(full / 4);
    }
  }

  @Test
  void aSilentJoinForgetsToo() {
    try (var join = new StreamJoinOperator(join(false, false), test.context(1_000))) {
      for (int second = 0; second < 600; second++) {
        process(join, StreamJoinOperator.LEFT, second);
        test.pass(10);
      }
      long full = test.memory().bytesInUse();
      test.pass(2 * TTL_MILLIS);
      join.flush(test.output());
      assertThat(test.memory().bytesInUse()).isLessThan(full / 4);
    }
  }

  @Test
  void anAggregateKeepsNoMoreGroupsAfterAnHourThanAfterMinutes() {
    Plan.UpdatingAggregate updating = aggregate();
    AggregateLayout layout = AggregateLayout.of(updating.aggregate());
    try (var aggregate = new UpdatingAggregateOperator(updating, layout, test.context(1_000))) {
      assertLevelsOff(second -> {
        process(aggregate, 0, second);
        aggregate.flush(test.output());
      });
    }
  }

  private void assertLevelsOff(IntConsumer step) {
    long early = 0;
    long late = 0;
    for (int second = 0; second < SECONDS; second++) {
      step.accept(second);
      test.emitted();
      test.pass(1_000);
      long bytes = test.memory().bytesInUse();
      if (second < SECONDS / 6) {
        early = Math.max(early, bytes);
      } else {
        late = Math.max(late, bytes);
      }
    }
    assertThat(late).as("bytes in the last 50 minutes").isLessThanOrEqualTo(early);
  }

  // New keys, and some rows of the last second taken back.
  private void process(Operator operator, int input, int second) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS_PER_SECOND; i++) {
      rows.add(row(second, i, ChangeKind.INSERT));
    }
    for (int i = 0; second > 0 && i < ROWS_PER_SECOND; i += 3) {
      rows.add(row(second - 1, i, ChangeKind.DELETE));
    }
    operator.process(input, test.batch(INPUT.schema(), rows.toArray(String[]::new)), test.output());
  }

  private static String row(int second, int i, ChangeKind kind) {
    return "%d, %d, %d".formatted(second * ROWS_PER_SECOND + i, i, kind.code());
  }

  private static Plan.StreamJoin join(boolean left, boolean right) {
    var retention = new Plan.Retention.Ttl(TTL_MILLIS);
    List<Field> fields = new ArrayList<>(INPUT.schema().getFields());
    fields.addAll(INPUT.schema().getFields());
    fields.add(ChangeKind.FIELD);
    return new Plan.StreamJoin(
        new JoinInput(INPUT, List.of(0), CHANGE, retention, left),
        new JoinInput(INPUT, List.of(0), CHANGE, retention, right),
        Plan.Match.PAIRS,
        null,
        true,
        new Schema(fields));
  }

  private static Plan.UpdatingAggregate aggregate() {
    Plan.WindowAggregate grouped =
        Plans.aggregate(
            INPUT,
            0,
            -1,
            List.of(0),
            Plans.call(AggregateFunction.SUM, "BIGINT", 1),
            Plans.call(AggregateFunction.MIN, "BIGINT", 1),
            Plans.distinct(Plans.call(AggregateFunction.COUNT, "BIGINT", 1)),
            Plans.call(AggregateFunction.COUNT, "BIGINT"));
    Plan.WindowAggregate retracting =
        new Plan.WindowAggregate(
            INPUT,
            grouped.window(),
            grouped.keys(),
            grouped.aggregates(),
            CHANGE,
            grouped.schema());
    List<Field> fields = new ArrayList<>(grouped.schema().getFields());
    fields.set(fields.size() - 1, ChangeKind.FIELD);
    return new Plan.UpdatingAggregate(retracting, TTL_MILLIS, 1_000, new Schema(fields));
  }
}
