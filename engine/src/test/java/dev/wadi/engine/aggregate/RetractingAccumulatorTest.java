package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.Plans;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many values that come and go.
@ExtendWith(NoLeaks.class)
class RetractingAccumulatorTest {
  private final MemoryScope scope = MemoryScope.unlimited();

  @AfterEach
  void nothingIsLeft() {
    assertThat(scope.free()).isZero();
  }

  @Test
  void theExtremesFollowAModel() {
    var random = new Random(7);
    var model = new TreeMap<Long, Integer>();
    try (Accumulator least = accumulator(AggregateFunction.MIN, false);
        Accumulator greatest = accumulator(AggregateFunction.MAX, false)) {
      for (int i = 0; i < 20_000; i++) {
        long value = random.nextLong(500);
        boolean back = random.nextInt(100) < 48 && model.containsKey(value);
        model.merge(value, back ? -1 : 1, Integer::sum);
        model.remove(value, 0);
        change(least, back, value);
        change(greatest, back, value);
        if (i % 97 == 0) {
          assertThat(result(least)).isEqualTo(model.isEmpty() ? "null" : "" + model.firstKey());
          assertThat(result(greatest)).isEqualTo(model.isEmpty() ? "null" : "" + model.lastKey());
        }
      }
    }
  }

  @Test
  void valuesThatAreGoneTakeNoMemory() {
    for (var function : List.of(AggregateFunction.MAX, AggregateFunction.COUNT)) {
      try (Accumulator accumulator = accumulator(function, true)) {
        change(accumulator, false, LongStream.range(0, 3000).toArray());
        long before = scope.allocator().getAllocatedMemory();
        for (long first = 0; first < 300_000; first += 1000) {
          long from = first;
          change(accumulator, true, LongStream.range(from, from + 1000).toArray());
          change(accumulator, false, LongStream.range(from + 3000, from + 4000).toArray());
        }
        assertThat(scope.allocator().getAllocatedMemory()).isLessThan(4 * before);
        assertThat(result(accumulator))
            .isEqualTo(function == AggregateFunction.MAX ? "302999" : "3000");
      }
    }
  }

  private Accumulator accumulator(AggregateFunction function, boolean distinct) {
    AggregateCall call = Plans.call(function, "BIGINT", 0);
    Accumulator accumulator =
        Accumulators.create(
            distinct ? Plans.distinct(call) : call,
            Plans.schema("v BIGINT").getFields(),
            true,
            PluginAggregates.NONE,
            scope.allocator());
    accumulator.grow(1);
    return accumulator;
  }

  private void change(Accumulator accumulator, boolean back, long... values) {
    try (var vector = new BigIntVector("v", scope.allocator())) {
      vector.allocateNew(values.length);
      for (int i = 0; i < values.length; i++) {
        vector.set(i, values[i]);
      }
      vector.setValueCount(values.length);
      List<Column> arguments = List.of(Column.of(vector));
      Selection rows = Selection.range(values.length);
      if (back) {
        accumulator.retract(arguments, rows, new int[values.length]);
      } else {
        accumulator.update(arguments, rows, new int[values.length]);
      }
    }
  }

  private static String result(Accumulator accumulator) {
    try (Batch batch = Batch.of(List.of(accumulator.result(0, 1)), 1)) {
      return BatchText.lines(batch).getFirst();
    }
  }
}
