package dev.wadi.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class BatchBuilderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void holdsTheSelectedRowsOfAllBatchesInOrder(int seed) {
    var random = new Random(seed);
    var scope = MemoryScope.unlimited();
    try (var builder = new BatchBuilder(RandomColumns.SCHEMA, scope.allocator())) {
      for (int round = 0; round < 2; round++) {
        List<List<Object>> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          expected.addAll(appendRandomBatch(builder, random, scope));
        }
        assertThat(builder.rowCount()).isEqualTo(expected.size());
        try (Batch built = builder.build()) {
          assertThat(built.selection()).isNull();
          assertThat(RandomColumns.rows(built)).isEqualTo(expected);
        }
        assertThat(builder.rowCount()).isZero();
      }
    }
    assertThat(scope.free()).isZero();
  }

  private static List<List<Object>> appendRandomBatch(
      BatchBuilder builder, Random random, MemoryScope scope) {
    int count = random.nextInt(700);
    try (Batch batch = RandomColumns.batch(random, count, scope.allocator());
        Batch selected = batch.select(RandomColumns.selection(random, count))) {
      switch (random.nextInt(3)) {
        case 0 -> {
          builder.append(batch, null);
          return RandomColumns.rows(batch);
        }
        case 1 -> builder.append(selected, null);
        default -> builder.append(batch, selected.selection());
      }
      return RandomColumns.rows(selected);
    }
  }

  @Test
  void buildsAnEmptyBatch() {
    var scope = MemoryScope.unlimited();
    try (var builder = new BatchBuilder(RandomColumns.SCHEMA, scope.allocator());
        Batch empty = builder.build()) {
      assertThat(empty.rowCount()).isZero();
      assertThat(empty.columns()).hasSameSizeAs(RandomColumns.SCHEMA.getFields());
      builder.append(empty, null);
      builder.append(empty, new Selection(new int[0], 0));
    }
    assertThat(scope.free()).isZero();
  }

  @Test
  void closeDropsRows() {
    var scope = MemoryScope.unlimited();
    try (Batch batch = RandomColumns.batch(new Random(1), 9, scope.allocator())) {
      var builder = new BatchBuilder(RandomColumns.SCHEMA, scope.allocator());
      builder.append(batch, null);
      builder.close();
    }
    assertThat(scope.free()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 1000})
  void gatherCopiesOneColumn(int count) {
    var random = new Random(count);
    var scope = MemoryScope.unlimited();
    try (Batch batch = RandomColumns.batch(random, count, scope.allocator());
        Batch selected = batch.select(RandomColumns.selection(random, count))) {
      var columns =
          batch.columns().stream()
              .map(c -> Gather.rows(c, selected.selection(), scope.allocator()))
              .toList();
      try (Batch gathered = Batch.of(columns, selected.rowCount())) {
        assertThat(RandomColumns.rows(gathered)).isEqualTo(RandomColumns.rows(selected));
      }
    }
    assertThat(scope.free()).isZero();
  }
}
