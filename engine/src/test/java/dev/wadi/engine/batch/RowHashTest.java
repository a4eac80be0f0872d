package dev.wadi.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class RowHashTest {
  private final MemoryScope scope = MemoryScope.unlimited();

  @Test
  void theBatchMakesNoDifference() {
    var random = new Random(7);
    try (Batch batch = RandomColumns.batch(random, 500, scope.allocator());
        Batch selected = batch.select(RandomColumns.selection(random, 500));
        var builder = new BatchBuilder(RandomColumns.SCHEMA, scope.allocator())) {
      builder.append(selected, null);
      try (Batch dense = builder.build()) {
        for (int i = 0; i < batch.columns().size(); i++) {
          assertThat(hashes(selected, i)).as("column %s", i).isEqualTo(hashes(dense, i));
        }
        assertThat(hashes(selected, 0, 7, 4)).isEqualTo(hashes(dense, 0, 7, 4));
      }
    }
    assertThat(scope.free()).isZero();
  }

  @Test
  void equalFloatsHashEqual() {
    var vector = new Float8Vector("", scope.allocator());
    double[] values = {0.0, -0.0, Double.NaN, Double.longBitsToDouble(0xfff8_0000_0000_0001L), 1};
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      vector.set(i, values[i]);
    }
    vector.setValueCount(values.length);
    try (Batch batch = Batch.of(List.of(Column.of(vector)), values.length)) {
      long[] hashes = hashes(batch, 0);
      assertThat(hashes[0]).isEqualTo(hashes[1]).isNotEqualTo(hashes[4]);
      assertThat(hashes[2]).isEqualTo(hashes[3]).isNotEqualTo(hashes[4]);
    }
    assertThat(scope.free()).isZero();
  }

  @Test
  void neighboursSpreadOverAllBits() {
    int count = 1 << 14;
    var vector = new BigIntVector("", scope.allocator());
    vector.allocateNew(count);
    for (int i = 0; i < count; i++) {
      vector.set(i, i);
    }
    vector.setValueCount(count);
    try (Batch batch = Batch.of(List.of(Column.of(vector)), count)) {
      long[] hashes = hashes(batch, 0);
      assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(count);
      for (int shift : new int[] {0, 20, 56}) {
        int[] buckets = new int[256];
        Arrays.stream(hashes).forEach(h -> buckets[(int) (h >>> shift) & 255]++);
        assertThat(Arrays.stream(buckets).max().orElseThrow()).isLessThan(120);
        assertThat(Arrays.stream(buckets).min().orElseThrow()).isGreaterThan(25);
      }
    }
    assertThat(scope.free()).isZero();
  }

  private static long[] hashes(Batch batch, int... keys) {
    long[] hashes = new long[batch.rowCount()];
    RowHash.hash(Arrays.stream(keys).mapToObj(batch::column).toList(), batch, hashes);
    return hashes;
  }
}
