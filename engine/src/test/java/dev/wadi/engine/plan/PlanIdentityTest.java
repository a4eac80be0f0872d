package dev.wadi.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Plan.JoinInput;
import dev.wadi.engine.testing.Plans;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanIdentityTest {
  private static final Schema SCHEMA = Plans.schema("k TEXT, v BIGINT, w BIGINT, ts TIMESTAMP");
  private static final Schema JOINED =
      Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP, k2 TEXT, v2 BIGINT, ts2 TIMESTAMP");

  /// What keeps state over an input of a text, a number and a time.
  enum Keeper {
    WINDOWS(input -> sum(input, 60)),
    UPDATING(input ->
        new Plan.UpdatingAggregate(
            sum(input, 0), 1_000, 10, Plans.schema("k TEXT, s BIGINT, change TINYINT"))),
    EARLY(input ->
        new Plan.UpdatingWindows(
            sum(input, 60),
            5,
            100,
            10,
            Plans.schema("k TEXT, start TIMESTAMP, stop TIMESTAMP, s BIGINT, change TINYINT"))),
    JOIN(input ->
        new Plan.StreamJoin(side(input), side(scan("u")), Plan.Match.PAIRS, null, false, JOINED)),
    TEMPORAL(input -> new Plan.TemporalJoin(side(scan("u")), side(input), null, JOINED)),
    NESTED(input -> sum(new Plan.Union(List.of(input, picked(scan("u"), 1))), 60));

    private final UnaryOperator<Plan> over;

    Keeper(UnaryOperator<Plan> over) {
      this.over = over;
    }

    String identity(Plan input) {
      return new PlanIdentity().of(over.apply(input));
    }
  }

  private static Plan scan(String table) {
    return Plans.scan(table, SCHEMA, -1);
  }

  private static Plan.WindowAggregate sum(Plan input, int seconds) {
    return Plans.aggregate(
        input, seconds, 2, List.of(0), Plans.call(AggregateFunction.SUM, "BIGINT", 1));
  }

  private static JoinInput side(Plan input) {
    return new JoinInput(input, List.of(0), -1, new Plan.Retention.Ttl(5), false);
  }

  /// The text, a number and the time.
  private static Plan picked(Plan input, int number) {
    return new Plan.Project(
        input,
        List.of(Plans.column(SCHEMA, 0), Plans.column(SCHEMA, number), Plans.column(SCHEMA, 3)),
        Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP"));
  }

  private static Plan filtered(Plan input) {
    return new Plan.Filter(input, Plans.literal("true", "BOOLEAN"));
  }

  @ParameterizedTest
  @EnumSource
  void filtersAndNamesMakeNoDifference(Keeper keeper) {
    String identity = keeper.identity(picked(scan("t"), 1));
    Plan filtered = filtered(picked(filtered(scan("t")), 1));
    assertThat(keeper.identity(filtered)).isEqualTo(identity);
    Plan.Project project = (Plan.Project) picked(scan("t"), 1);
    Plan renamed =
        new Plan.Project(
            project.input(), project.expressions(), Plans.schema("a TEXT, b BIGINT, c TIMESTAMP"));
    Plan twice =
        new Plan.Project(
            renamed,
            List.of(
                Plans.column(renamed.schema(), 0),
                Plans.column(renamed.schema(), 1),
                Plans.column(renamed.schema(), 2)),
            project.schema());
    assertThat(keeper.identity(twice)).isEqualTo(identity);
  }

  @ParameterizedTest
  @EnumSource
  void otherColumnsAndTablesDo(Keeper keeper) {
    String identity = keeper.identity(picked(scan("t"), 1));
    assertThat(keeper.identity(picked(scan("t"), 2))).isNotEqualTo(identity);
    assertThat(keeper.identity(picked(scan("s"), 1))).isNotEqualTo(identity);
    assertThat(Keeper.values()[(keeper.ordinal() + 1) % 6].identity(picked(scan("t"), 1)))
        .isNotEqualTo(identity);
  }
}
