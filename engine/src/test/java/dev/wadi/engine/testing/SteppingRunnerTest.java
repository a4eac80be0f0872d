package dev.wadi.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class SteppingRunnerTest {
  private static final Schema EVENTS = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final FunctionProvider NO_FUNCTIONS =
      signature -> {
        throw new IllegalStateException(signature.name());
      };

  private final Script script = new Script();
  private final CollectingConnector sink = new CollectingConnector();
  private final List<Connector> connectors = List.of(new ScriptedConnector(script), sink);

  @ParameterizedTest
  @EnumSource
  void countsPerKeyAndWindow(SteppedMode mode) {
    script
        .feed("t", "a, 1, 2001-01-01T00:00:50", "b, 2, 2001-01-01T00:00:01")
        .feed("t", "a, 3, 2001-01-01T00:00:59", "null, 4, 2001-01-01T00:01:00")
        .feed("t", "a, 5, 2001-01-01T00:00:30", "a, 6, 2001-01-01T00:01:30", "c, 7, null");
    assertThat(run(mode, counting(0))).isEqualTo(1);
    assertThat(sink.rows())
        .containsExactlyInAnyOrder(
            "a, 2001-01-01T00:00:00, 2001-01-01T00:01:00, 2, 4",
            "b, 2001-01-01T00:00:00, 2001-01-01T00:01:00, 1, 2",
            "null, 2001-01-01T00:01:00, 2001-01-01T00:02:00, 1, 4",
            "a, 2001-01-01T00:01:00, 2001-01-01T00:02:00, 1, 6");
  }

  @ParameterizedTest
  @EnumSource
  void severalSplitsAreDealtOutAgain(SteppedMode mode) {
    for (int feed = 0; feed < 5; feed++) {
      script.feed(
          "t",
          "a, 1, 2001-01-01T00:0" + feed + ":00",
          "b, 1, 2001-01-01T00:0" + feed + ":10",
          "a, 1, 2001-01-01T00:0" + feed + ":20",
          "c, 1, 2001-01-01T00:0" + feed + ":30");
    }
    assertThat(run(mode, counting(4))).isZero();
    assertThat(sink.rows())
        .hasSize(15)
        .contains("a, 2001-01-01T00:04:00, 2001-01-01T00:05:00, 2, 2");
  }

  @ParameterizedTest
  @EnumSource
  void moreSplitsThanAreReadAtATime(SteppedMode mode) {
    for (int feed = 0; feed < 3; feed++) {
      String[] rows = new String[50];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = "k" + row % 7 + ", 1, 2001-01-01T00:0" + feed + ":00";
      }
      script.feed("t", rows);
    }
    assertThat(run(mode, counting(25))).isZero();
    assertThat(sink.rows()).hasSize(21);
    assertThat(sink.rows().stream().filter(row -> row.endsWith(", 7, 7"))).hasSize(18);
    assertThat(sink.rows().stream().filter(row -> row.endsWith(", 8, 8"))).hasSize(3);
  }

  private Pipeline counting(int splits) {
    Plan scan = Plans.scan("t", EVENTS, 2, "splits", String.valueOf(Math.max(1, splits)));
    return Plans.collect(
        Plans.aggregate(
            scan,
            60,
            2,
            List.of(0),
            Plans.call(AggregateFunction.COUNT, "BIGINT"),
            Plans.call(AggregateFunction.SUM, "BIGINT", 1)));
  }

  @ParameterizedTest
  @EnumSource
  void aTableIsReadBeforeTheStreamThatItJoins(SteppedMode mode) {
    Schema names = Plans.schema("id BIGINT, name TEXT");
    script
        .feed("names", "1, one", "2, two")
        .feed("t", "a, 1, null", "b, 9, null")
        .feed("names", "1, uno", "null, none")
        .feed("t", "c, 2, null", "d, null, null");
    Plan probe = Plans.scan("t", EVENTS, -1);
    Plan build = Plans.scan("names", names, -1);
    run(mode, Plans.collect(Plans.join(probe, build, Plan.JoinKind.LEFT, 1, 0)));
    assertThat(sink.rows())
        .containsExactlyInAnyOrder(
            "a, 1, null, 1, one",
            "a, 1, null, 1, uno",
            "b, 9, null, null, null",
            "c, 2, null, 2, two",
            "d, null, null, null, null");
  }

  @ParameterizedTest
  @EnumSource
  void fixedRowsAndTotalsComeOnce(SteppedMode mode) {
    Schema one = Plans.schema("n BIGINT");
    var rows =
        List.of(List.of(Plans.literal("7", "BIGINT")), List.of(Plans.literal("8", "BIGINT")));
    var count = Plans.call(AggregateFunction.COUNT, "BIGINT");
    Plan total = Plans.aggregate(Plans.scan("empty", one, -1), 0, -1, List.of(), count);
    Plan stream = Plans.scan("stream", one, -1);
    script.feed("empty").feed("stream", "1").feed("stream", "2").feed("stream");
    run(mode, Plans.collect(new Plan.Union(List.of(new Plan.Values(rows, one), total, stream))));
    assertThat(sink.rows()).containsExactlyInAnyOrder("0", "1", "2", "7", "8");
  }

  @ParameterizedTest
  @EnumSource
  void aFailureFreesEverything(SteppedMode mode) {
    script.feed("t", "a, 1, null", "b, 2, null", "c, 3, null");
    Plan scan = Plans.scan("t", EVENTS, -1, "fail_at", "3");
    assertThatThrownBy(() -> run(mode, Plans.collect(scan)))
        .isInstanceOf(WadiException.class)
        .hasMessage("table 't': row 3 was told to fail");
  }

  @Test
  void aRunThatIsGivenUpFreesEverything() {
    script.feed("t", "a, 1, 2001-01-01T00:00:00");
    script.releaseNext();
    try (var runner =
        new SteppingRunner(counting(1), connectors, NO_FUNCTIONS, BatchText::shown, 2, 10)) {
      runner.drain();
      assertThatThrownBy(runner::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("read t");
    }
    assertThat(sink.rows()).isEmpty();
  }

  private long run(SteppedMode mode, Pipeline pipeline) {
    return mode.run(pipeline, connectors, NO_FUNCTIONS, BatchText::shown, script);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aQuietSplitIsNotWaitedForAfterAWhile(int parallelism) {
    script.feed("t", "a, 1, 2001-01-01T00:00:50", "b, 1, 2001-01-01T00:00:01");
    script.feed("t", "a, 1, 2001-01-01T00:02:00");
    script.feed("t", "a, 1, 2001-01-01T00:03:00", "b, 1, 2001-01-01T00:01:59");
    try (var runner =
        new SteppingRunner(
            idling(TimeUnit.SECONDS.toMicros(30)),
            connectors,
            NO_FUNCTIONS,
            BatchText::shown,
            parallelism,
            100)) {
      script.releaseNext();
      runner.drain();
      runner.pass(20_000);
      script.releaseNext();
      runner.drain();
      assertThat(sink.rows()).isEmpty();
      runner.pass(15_000);
      runner.drain();
      assertThat(sink.rows())
          .containsExactlyInAnyOrder(
              "a, 2001-01-01T00:00:00, 2001-01-01T00:01:00, 1",
              "b, 2001-01-01T00:00:00, 2001-01-01T00:01:00, 1");
      script.releaseAll();
      runner.finish();
      assertThat(runner.lateRows()).isEqualTo(1);
    }
  }

  @Test
  void aTableThatEndsIsAlwaysWaitedFor() {
    script.feed("t", "a, 1, 2001-01-01T00:00:50", "b, 1, 2001-01-01T00:00:01");
    script.feed("t", "a, 1, 2001-01-01T00:02:00");
    Pipeline pipeline = idling(1, "bounded", "true");
    try (var runner =
        new SteppingRunner(pipeline, connectors, NO_FUNCTIONS, BatchText::shown, 1, 100)) {
      script.releaseNext();
      script.releaseNext();
      runner.drain();
      runner.pass(1_000_000);
      runner.drain();
      assertThat(sink.rows()).isEmpty();
      script.releaseAll();
      runner.finish();
    }
    assertThat(sink.rows()).hasSize(3);
  }

  private static Pipeline idling(long idleMicros, String... options) {
    List<String> all = new ArrayList<>(List.of("splits", "2"));
    all.addAll(options.length == 0 ? List.of("bounded", "false") : List.of(options));
    Plan.Scan scan = Plans.scan("t", EVENTS, 2, all.toArray(String[]::new));
    var time = new SourceTime.Declared(Plans.column(EVENTS, 2), idleMicros);
    return Plans.collect(
        Plans.aggregate(
            new Plan.Scan(scan.table(), scan.columns(), time),
            60,
            2,
            List.of(0),
            Plans.call(AggregateFunction.COUNT, "BIGINT")));
  }
}
