package dev.wadi.engine.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.testing.NoLeaks;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TemporalJoinOperatorTest {
  private static final Schema LEFT = Plans.schema("k TEXT, ts TIMESTAMP");
  private static final Schema RIGHT = Plans.schema("k TEXT, v BIGINT, ts TIMESTAMP");
  private static final long SECOND = 1_000_000;

  private final Surroundings test = new Surroundings();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  @Test
  void rowsWaitUntilTheirVersionIsKnown() {
    try (var join = join(true)) {
      versions(join, "a, 1, " + at(1));
      rows(join, "a, " + at(5), "a, " + at(0), "b, " + at(3), "null, " + at(4));
      assertThat(test.emitted()).containsExactly("null, %s, null, null, null".formatted(at(4)));
      watermark(join, 3 * SECOND);
      assertThat(test.emitted()).containsExactly("a, %s, null, null, null".formatted(at(0)));
      versions(join, "a, 2, " + at(4), "a, 9, " + at(6), "a, 3, " + at(5));
      watermark(join, 5 * SECOND);
      assertThat(test.emitted()).containsExactly("b, %s, null, null, null".formatted(at(3)));
      watermark(join, 5 * SECOND + 1);
      assertThat(test.emitted()).containsExactly("a, %s, a, 3, %s".formatted(at(5), at(5)));
    }
  }

  @Test
  void ofVersionsWithTheSameTimeTheLastCounts() {
    try (var join = join(false)) {
      versions(join, "a, 1, " + at(1), "a, 2, " + at(1));
      versions(join, "a, 3, " + at(1), "a, 0, " + at(0));
      rows(join, "a, " + at(2));
      watermark(join, Operator.END_OF_INPUT);
      assertThat(test.emitted()).containsExactly("a, %s, a, 3, %s".formatted(at(2), at(1)));
    }
  }

  @Test
  void whatIsLateIsDroppedAndCounted() {
    try (var join = join(true)) {
      versions(join, "a, 1, " + at(1));
      watermark(join, 10 * SECOND);
      rows(join, "a, " + at(9), "a, " + at(10));
      versions(join, "a, 2, " + at(8));
      watermark(join, 20 * SECOND);
      assertThat(test.emitted()).containsExactly("a, %s, a, 1, %s".formatted(at(10), at(1)));
      assertThat(test.lateRows()).isEqualTo(2);
    }
  }

  @Test
  void onlyTheNewestVersionBehindTheWatermarkStays() {
    try (var join = join(false)) {
      List<Long> bytes = new ArrayList<>();
      for (int second = 0; second < 40_000; second += 100) {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          versions.add("k%d, %d, %s".formatted(i % 10, second + i, at(second + i)));
        }
        versions(join, versions.toArray(String[]::new));
        rows(join, "k7, " + at(second + 50));
        watermark(join, (second + 60) * SECOND);
        bytes.add(test.memory().bytesInUse());
      }
      assertThat(test.emitted())
          .hasSize(400)
          .contains("k7, %s, k7, 147, %s".formatted(at(150), at(147)));
      assertThat(Collections.max(bytes.subList(200, 400)))
          .isLessThanOrEqualTo(Collections.max(bytes.subList(0, 200)));
    }
  }

  @Test
  void stateMovesToOtherSubtasks() {
    try (var from = join(true);
        var first = join(true, 0, 2);
        var second = join(true, 1, 2)) {
      versions(from, "a, 1, " + at(1), "b, 2, " + at(1), "c, 3, " + at(1), "a, 4, " + at(7));
      rows(from, "a, " + at(5), "b, " + at(6), "c, " + at(7), "d, " + at(8));
      watermark(from, 2 * SECOND);
      test.move(from, first, second);
      watermark(first, 20 * SECOND);
      watermark(second, 20 * SECOND);
      assertThat(test.emitted())
          .containsExactlyInAnyOrder(
              "a, %s, a, 1, %s".formatted(at(5), at(1)),
              "b, %s, b, 2, %s".formatted(at(6), at(1)),
              "c, %s, c, 3, %s".formatted(at(7), at(1)),
              "d, %s, null, null, null".formatted(at(8)));
    }
  }

  private static String at(int second) {
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
  }

  private void rows(TemporalJoinOperator join, String... rows) {
    join.process(TemporalJoinOperator.LEFT, test.batch(LEFT, rows), test.output());
  }

  private void versions(TemporalJoinOperator join, String... rows) {
    join.process(TemporalJoinOperator.RIGHT, test.batch(RIGHT, rows), test.output());
  }

  private void watermark(TemporalJoinOperator join, long micros) {
    while (!join.watermark(micros, test.output())) {
      // more to emit
    }
  }

  private TemporalJoinOperator join(boolean preserved) {
    return join(preserved, 0, 1);
  }

  private TemporalJoinOperator join(boolean preserved, int subtask, int parallelism) {
    List<Field> fields = new ArrayList<>(LEFT.getFields());
    fields.addAll(RIGHT.getFields());
    return new TemporalJoinOperator(
        new Plan.TemporalJoin(
            new Plan.JoinInput(
                Plans.scan("l", LEFT, 1),
                List.of(0),
                -1,
                new Plan.Retention.Until(1, 1),
                preserved),
            new Plan.JoinInput(
                Plans.scan("r", RIGHT, 2), List.of(0), -1, new Plan.Retention.Until(2, 0), false),
            null,
            new Schema(fields)),
        test.context(64, subtask, parallelism));
  }
}
