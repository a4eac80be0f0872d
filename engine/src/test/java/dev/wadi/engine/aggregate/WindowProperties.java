package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.testing.NoLeaks;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Windows of any shape over rows in any order, some of them late, with flushes and snapshots in
/// between, against rows that are put into each of their windows one by one.
@ExtendWith(NoLeaks.class)
class WindowProperties {
  private static final Schema INPUT = Plans.schema("k TEXT, ts TIMESTAMP");
  private static final long SECOND = 1_000_000;

  private final Surroundings test = new Surroundings();
  private final Map<String, Long> expected = new TreeMap<>();
  private final Map<String, Long> found = new TreeMap<>();
  private long watermarkSeconds = Long.MIN_VALUE;
  private LocalAggregateOperator local;
  private FinalAggregateOperator last;

  static List<Integer> seeds() {
    return java.util.stream.IntStream.range(0, 60).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRowIsInEachOfItsWindows(int seed) {
    Random random = new Random(seed);
    Window window = window(random);
    AggregateLayout layout = AggregateLayout.of(aggregate(window));
    int batchRows = 1 + random.nextInt(20);
    local = new LocalAggregateOperator(layout, test.context(batchRows));
    last = new FinalAggregateOperator(layout, test.context(batchRows));
    int now = 0;
    for (int step = 0; step < 150; step++) {
      now += random.nextInt(1 + random.nextInt(8));
      feed(window, now, random);
      switch (random.nextInt(6)) {
        case 0 -> local.flush(this::toLast);
        case 1 -> restart(layout, batchRows);
        case 2, 3 ->
            advance(Math.max(watermarkSeconds, now - random.nextInt(10)), random.nextBoolean());
        default -> {
          // just more rows
        }
      }
    }
    emit(local, Operator.END_OF_INPUT, this::toLast);
    emit(last, Operator.END_OF_INPUT, test.output());
    note();
    local.close();
    last.close();
    test.close();
    assertThat(found).as("%s, seed %d", window, seed).isEqualTo(expected);
  }

  private static Window window(Random random) {
    long step = (1 + random.nextInt(12)) * SECOND;
    long width = (1 + random.nextInt(random.nextBoolean() ? 20 : 300)) * SECOND;
    long offset = (random.nextInt(20) - 10) * SECOND;
    return switch (random.nextInt(5)) {
      case 0 -> new Window.Tumbling(1, width, offset);
      case 1 -> new Window.Cumulating(1, step, step * (1 + random.nextInt(10)), offset);
      default -> new Window.Hopping(1, step, width, offset);
    };
  }

  private static Plan.WindowAggregate aggregate(Window window) {
    Plan.WindowAggregate tumbling =
        Plans.aggregate(
            Plans.scan("t", INPUT, -1),
            1,
            1,
            List.of(0),
            Plans.call(AggregateFunction.COUNT, "BIGINT"));
    return new Plan.WindowAggregate(
        tumbling.input(), window, tumbling.keys(), tumbling.aggregates(), tumbling.schema());
  }

  private void feed(Window window, int now, Random random) {
    List<String> rows = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      String key = String.valueOf((char) ('a' + random.nextInt(4)));
      long seconds = now - random.nextInt(random.nextInt(10) == 0 ? 200 : 8);
      rows.add(key + ", " + time(seconds));
      expect(window, key, seconds);
    }
    local.process(0, test.batch(INPUT, rows.toArray(String[]::new)), this::toLast);
  }

  private void expect(Window window, String key, long seconds) {
    for (Span span : windowsOf(window, seconds * SECOND)) {
      if (span.endMicros() > watermarkSeconds * SECOND || watermarkSeconds == Long.MIN_VALUE) {
        String name =
            "%s, %s, %s"
                .formatted(key, time(span.startMicros() / SECOND), time(span.endMicros() / SECOND));
        expected.merge(name, 1L, Long::sum);
      }
    }
  }

  private static List<Span> windowsOf(Window window, long micros) {
    return switch (window) {
      case Window.Tumbling w ->
          containing(w.widthMicros(), w.widthMicros(), w.offsetMicros(), micros);
      case Window.Hopping w ->
          containing(w.slideMicros(), w.widthMicros(), w.offsetMicros(), micros);
      case Window.Cumulating w -> {
        Span whole =
            containing(w.widthMicros(), w.widthMicros(), w.offsetMicros(), micros).getFirst();
        List<Span> spans = new ArrayList<>();
        long start = whole.startMicros();
        for (long end = start + w.stepMicros(); end <= whole.endMicros(); end += w.stepMicros()) {
          if (end > micros) {
            spans.add(new Span(start, end));
          }
        }
        yield spans;
      }
      case Window.Monthly _, Window.Session _, Window.Carried _, Window.WholeInput _ ->
          throw new IllegalArgumentException();
    };
  }

  private static List<Span> containing(long slide, long width, long offset, long micros) {
    List<Span> spans = new ArrayList<>();
    long start = offset - (offset / slide + 1000) * slide;
    for (; start <= micros; start += slide) {
      if (micros < start + width) {
        spans.add(new Span(start, start + width));
      }
    }
    return spans;
  }

  private static String time(long seconds) {
    String text = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).toString();
    return text.length() == 16 ? text + ":00" : text;
  }

  private void toLast(dev.wadi.sdk.batch.Batch batch) {
    last.process(0, batch, test.output());
  }

  /// @param atOnce whether the second phase learns of it before more rows come
  private void advance(long seconds, boolean atOnce) {
    watermarkSeconds = seconds;
    emit(local, seconds * SECOND, this::toLast);
    if (atOnce) {
      emit(last, seconds * SECOND, test.output());
      note();
    }
  }

  private static void emit(Operator operator, long micros, Operator.Output output) {
    while (!operator.watermark(micros, output)) {
      // once more
    }
  }

  private void restart(AggregateLayout layout, int batchRows) {
    local.flush(this::toLast);
    local.close();
    local = new LocalAggregateOperator(layout, test.context(batchRows));
    FinalAggregateOperator restored = new FinalAggregateOperator(layout, test.context(batchRows));
    test.move(last, restored);
    last.close();
    last = restored;
    if (watermarkSeconds > Long.MIN_VALUE) {
      advance(watermarkSeconds, true);
    }
  }

  private void note() {
    for (String row : test.emitted()) {
      int comma = row.lastIndexOf(", ");
      Long before = found.put(row.substring(0, comma), Long.parseLong(row.substring(comma + 2)));
      assertThat(before).as("emitted twice: %s", row).isNull();
    }
  }
}
