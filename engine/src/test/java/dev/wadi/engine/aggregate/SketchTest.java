package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.testing.BatchText;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.junit.jupiter.api.Test;

/// What sketches say of many values, and that it does not matter which of several saw them.
class SketchTest {
  private static final int VALUES = 200_000;
  private static final int PARTS = 7;

  @Test
  void distinctValuesAreEstimated() {
    List<DistinctSketch> parts =
        IntStream.range(0, PARTS).mapToObj(i -> new DistinctSketch()).toList();
    var all = new DistinctSketch();
    for (int i = 0; i < VALUES; i++) {
      long hash = RowHash.mix(i % 50_000);
      parts.get(i % PARTS).add(hash);
      all.add(hash);
    }
    var merged = new DistinctSketch();
    parts.forEach(part -> merged.merge(part.state()));
    assertThat(count(all)).isCloseTo(50_000, within(1500L));
    assertThat(count(merged)).isEqualTo(count(all));
  }

  @Test
  void fewDistinctValuesAreCounted() {
    for (int few : List.of(0, 1, DistinctSketch.EXACT_MAX)) {
      var sketch = new DistinctSketch();
      for (int i = 0; i < 3 * few; i++) {
        sketch.add(RowHash.mix(i % few));
      }
      var copy = new DistinctSketch();
      copy.merge(sketch.state());
      copy.merge(sketch.state());
      assertThat(count(copy)).isEqualTo(few);
    }
  }

  @Test
  void fewAndManyDistinctValuesMerge() {
    var few = new DistinctSketch();
    var many = new DistinctSketch();
    for (int i = 0; i < 10_000; i++) {
      many.add(RowHash.mix(i));
    }
    few.add(RowHash.mix(-1));
    few.merge(many.state());
    many.merge(few.state());
    assertThat(count(few)).isCloseTo(10_001, within(300L)).isEqualTo(count(many));
  }

  @Test
  void percentilesAreEstimated() {
    var random = new Random(3);
    for (double fraction : new double[] {0, 0.01, 0.5, 0.99, 1}) {
      var merged = new PercentileSketch(fraction, 100);
      for (int part = 0; part < PARTS; part++) {
        var sketch = new PercentileSketch(fraction, 100);
        random.doubles(VALUES / PARTS).forEach(sketch::add);
        merged.merge(sketch.state());
      }
      var again = new PercentileSketch(fraction, 100);
      again.merge(merged.state());
      assertThat(percentile(again)).isCloseTo(fraction, within(0.005));
    }
  }

  private static long count(DistinctSketch sketch) {
    try (var allocator = new RootAllocator();
        var vector = new BigIntVector("", allocator)) {
      return Long.parseLong(text(sketch, vector));
    }
  }

  private static double percentile(PercentileSketch sketch) {
    try (var allocator = new RootAllocator();
        var vector = new Float8Vector("", allocator)) {
      return Double.parseDouble(text(sketch, vector));
    }
  }

  private static String text(Sketch sketch, FieldVector vector) {
    vector.allocateNew();
    sketch.write(vector, 0);
    vector.setValueCount(1);
    return BatchText.value(vector, 0);
  }
}
