package dev.wadi.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class BroadcastJoinOperatorTest {
  private static final Schema PROBE = Plans.schema("k TEXT, v BIGINT");
  private static final Schema BUILD = Plans.schema("w BIGINT, k TEXT");

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void innerYieldsEachPairAndNullsMatchNothing() {
    try (var join = join(Plan.JoinKind.INNER, null)) {
      build(join, "10, a", "20, b", "30, a", "40, null");
      join.process(0, test.batch(PROBE, "a, 1", "null, 2", "c, 3", "b, 4", "a, 5"), test.output());
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              "a, 1, 10, a", "a, 1, 30, a", "b, 4, 20, b", "a, 5, 10, a", "a, 5, 30, a");
    }
  }

  @Test
  void leftKeepsRowsWithoutAMatch() {
    try (var join = join(Plan.JoinKind.LEFT, null)) {
      build(join, "10, a", "20, null");
      join.process(0, test.batch(PROBE, "a, 1", "null, 2", "c, 3"), test.output());
      assertThat(test.emitted())
          .containsExactlyInAnyOrder("a, 1, 10, a", "null, 2, null, null", "c, 3, null, null");
    }
  }

  @Test
  void aConditionDecidesWhatIsAMatch() {
    Expression smaller =
        new Expression.Call(
            Operation.LESS,
            List.of(
                new Expression.InputColumn(1, PROBE.getFields().get(1)),
                new Expression.InputColumn(2, BUILD.getFields().get(0))),
            Field.nullable("", Plans.type("BOOLEAN")));
    try (var join = join(Plan.JoinKind.LEFT, smaller)) {
      build(join, "10, a", "20, a", "null, a");
      join.process(0, test.batch(PROBE, "a, 15", "a, 25", "a, 5", "a, null"), test.output());
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              "a, 15, 20, a",
              "a, 25, null, null",
              "a, 5, 10, a",
              "a, 5, 20, a",
              "a, null, null, null");
    }
  }

  @Test
  void onlySelectedRowsCountOnBothSides() {
    try (var join = join(Plan.JoinKind.LEFT, null);
        Batch build = test.batch(BUILD, "1, a", "2, b", "3, c");
        Batch probe = test.batch(PROBE, "a, 1", "b, 2", "c, 3")) {
      join.process(1, build.select(new Selection(new int[] {1, 2}, 2)), test.output());
      join.process(0, probe.select(new Selection(new int[] {0, 1}, 2)), test.output());
      assertThat(test.emitted()).containsExactlyInAnyOrder("a, 1, null, null", "b, 2, 2, b");
    }
  }

  @Test
  void aSnapshotMayComeBeforeTheTableIsWhole() {
    try (var join = join(Plan.JoinKind.INNER, null);
        var restored = join(Plan.JoinKind.INNER, null)) {
      build(join, "10, a");
      join.snapshot(Batch::release);
      build(join, "20, a");
      join.snapshot(state -> {
        restored.restore(state);
        state.release();
      });
      join.process(0, test.batch(PROBE, "a, 1"), test.output());
      restored.process(0, test.batch(PROBE, "a, 2"), test.output());
      assertThat(test.emitted())
          .containsExactlyInAnyOrder("a, 1, 10, a", "a, 1, 20, a", "a, 2, 10, a", "a, 2, 20, a");
    }
  }

  @Test
  void anEmptyTableMatchesNothing() {
    try (var inner = join(Plan.JoinKind.INNER, null);
        var left = join(Plan.JoinKind.LEFT, null)) {
      inner.process(0, test.batch(PROBE, "a, 1"), test.output());
      assertThat(test.emitted()).isEmpty();
      left.process(0, test.batch(PROBE, "a, 1"), test.output());
      assertThat(test.emitted()).containsExactly("a, 1, null, null");
    }
  }

  @Test
  void everySubtaskTakesTheWholeTableFromASnapshot() {
    try (var before = join(Plan.JoinKind.INNER, null);
        var first = join(Plan.JoinKind.INNER, null);
        var second = join(Plan.JoinKind.INNER, null)) {
      build(before, "10, a", "20, b");
      test.move(before, first, second);
      for (var join : List.of(before, first, second)) {
        join.process(0, test.batch(PROBE, "b, 1", "a, 2"), test.output());
        assertThat(test.emitted()).containsExactlyInAnyOrder("b, 1, 20, b", "a, 2, 10, a");
      }
    }
  }

  @Test
  void aTableThatWasNeverProbedIsFreed() {
    try (var join = join(Plan.JoinKind.INNER, null)) {
      build(join, "10, a");
    }
    assertThat(test.memory().bytesInUse()).isZero();
  }

  private void build(BroadcastJoinOperator join, String... rows) {
    for (String row : rows) {
      join.process(1, test.batch(BUILD, row), test.output());
    }
  }

  private BroadcastJoinOperator join(Plan.JoinKind kind, Expression residual) {
    Plan.BroadcastJoin keyed =
        Plans.join(Plans.scan("p", PROBE, -1), Plans.scan("b", BUILD, -1), kind, 0, 1);
    var plan =
        new Plan.BroadcastJoin(
            keyed.probe(),
            keyed.build(),
            kind,
            keyed.probeKeys(),
            keyed.buildKeys(),
            residual,
            keyed.schema());
    return new BroadcastJoinOperator(plan, test.context(100));
  }
}
