package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class UpdatingWindowsOperatorTest {
  private static final Schema PARTIAL = Plans.schema("k TEXT, start TIMESTAMP, n BIGINT");
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long EARLY_MILLIS = 1_000;
  private static final Plan.WindowAggregate COUNTS =
      Plans.aggregate(
          Plans.scan("t", Plans.schema("k TEXT, ts TIMESTAMP"), -1),
          60,
          1,
          List.of(0),
          Plans.call(AggregateFunction.COUNT, "BIGINT"));

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void openWindowsAreEmittedEveryInterval() {
    try (var windows = operator(0, EARLY_MILLIS, 100)) {
      add(windows, "a", 0, 1);
      add(windows, "b", 0, 1);
      windows.flush(test.output());
      windows.tick(test.output());
      assertThat(test.emitted()).isEmpty();
      test.pass(EARLY_MILLIS);
      windows.tick(test.output());
      assertThat(test.emitted()).containsExactly(row("a", 0, 1, "+I"), row("b", 0, 1, "+I"));
      add(windows, "b", 0, 2);
      test.pass(EARLY_MILLIS - 1);
      windows.tick(test.output());
      assertThat(test.emitted()).isEmpty();
      test.pass(1);
      windows.tick(test.output());
      assertThat(test.emitted()).containsExactly(row("b", 0, 1, "-U"), row("b", 0, 3, "+U"));
      watermark(windows, MINUTE);
      assertThat(test.emitted()).isEmpty();
    }
  }

  @Test
  void anOldResultIsTakenBackRightBeforeTheNewOne() {
    try (var windows = operator(MINUTE, Plan.UpdatingWindows.AT_THE_END, 3)) {
      for (String key : List.of("a", "b", "c", "d")) {
        add(windows, key, 0, 1);
      }
      watermark(windows, MINUTE);
      assertThat(test.emitted()).hasSize(4);
      for (String key : List.of("d", "b", "a")) {
        add(windows, key, 0, 1);
      }
      windows.flush(test.output());
      assertThat(test.emitted())
          .containsExactly(
              row("a", 0, 1, "-U"),
              row("a", 0, 2, "+U"),
              row("b", 0, 1, "-U"),
              row("b", 0, 2, "+U"),
              row("d", 0, 1, "-U"),
              row("d", 0, 2, "+U"));
    }
  }

  @Test
  void whatWasEmittedAndWhatWasNotSurvivesASnapshot() {
    try (var before = operator(MINUTE, EARLY_MILLIS, 2);
        var after = operator(MINUTE, EARLY_MILLIS, 100)) {
      for (String key : List.of("settled", "changed", "same")) {
        add(before, key, 0, 1);
      }
      test.pass(EARLY_MILLIS);
      before.tick(test.output());
      add(before, "changed", 0, 1);
      add(before, "new", 0, 1);
      add(before, "later", 1, 5);
      before.flush(test.output());
      assertThat(test.emitted()).hasSize(3);
      test.move(before, after);
      watermark(after, MINUTE);
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              row("changed", 0, 1, "-U"), row("changed", 0, 2, "+U"), row("new", 0, 1, "+I"));
      add(after, "settled", 0, 1);
      assertThat(test.emitted())
          .containsExactly(
              row("settled", 0, 1, "-U"), row("settled", 0, 2, "+U"), row("later", 1, 5, "+I"));
    }
  }

  @Test
  void aWindowIsForgottenWhenItCanGetNoMoreRows() {
    try (var windows = operator(10 * SECOND, Plan.UpdatingWindows.AT_THE_END, 100)) {
      watermark(windows, 0);
      long empty = test.memory().bytesInUse();
      add(windows, "a", 0, 1);
      watermark(windows, MINUTE + 10 * SECOND - 1);
      assertThat(test.memory().bytesInUse()).isGreaterThan(empty);
      watermark(windows, MINUTE + 10 * SECOND);
      assertThat(test.memory().bytesInUse()).isEqualTo(empty);
    }
  }

  private UpdatingWindowsOperator operator(long lateness, long early, int batchRows) {
    List<Field> fields = new ArrayList<>(COUNTS.schema().getFields());
    fields.add(ChangeKind.FIELD);
    var updating = new Plan.UpdatingWindows(COUNTS, lateness, early, 100_000, new Schema(fields));
    return new UpdatingWindowsOperator(
        updating, AggregateLayout.of(COUNTS), test.context(batchRows));
  }

  private void add(UpdatingWindowsOperator windows, String key, int minute, int count) {
    String partial = "%s, 1970-01-01T00:0%d:00, %d".formatted(key, minute, count);
    windows.process(0, test.batch(PARTIAL, partial), test.output());
  }

  private void watermark(UpdatingWindowsOperator windows, long micros) {
    while (!windows.watermark(micros, test.output())) {
      // once more
    }
  }

  private static String row(String key, int minute, int count, String symbol) {
    int change = List.of("+I", "-U", "+U", "-D").indexOf(symbol);
    return "%s, 1970-01-01T00:0%d:00, 1970-01-01T00:0%d:00, %d, %d"
        .formatted(key, minute, minute + 1, count, change);
  }
}
