package dev.wadi.sdk.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.testing.NoLeaks;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class MemoryScopeTest {
  @Test
  void batchesThatAreReleasedLeaveNothing() {
    var scope = MemoryScope.unlimited();
    Batch batch = Batch.of(List.of(column(scope)), 3);
    batch.retain().release();
    Batch selected = batch.select(new Selection(new int[] {1}, 1));
    batch.release();
    assertThat(scope.bytesInUse()).isPositive();
    selected.release();
    assertThat(scope.free()).isZero();
  }

  @Test
  void orphansAreFreedWithTheScope() {
    var scope = MemoryScope.unlimited();
    column(scope);
    assertThat(scope.free()).isPositive();
  }

  @Test
  void nothingIsToBeHadOfAScopeThatIsFree() {
    var scope = MemoryScope.unlimited();
    Column orphan = column(scope);
    assertThat(scope.free()).isPositive();
    assertThatThrownBy(() -> column(scope)).isInstanceOf(IllegalStateException.class);
    assertThat(scope.bytesInUse()).isZero();
    assertThat(orphan).isNotNull();
  }

  @Test
  void theLimitHolds() {
    try (var scope = new MemoryScope(1024)) {
      var vector = new BigIntVector("", scope.allocator());
      assertThatThrownBy(() -> vector.allocateNew(1000)).isInstanceOf(OutOfMemoryException.class);
    }
  }

  @Test
  void whoHoldsMuchLeavesSomethingToThoseWhoHoldLittle() {
    var budget = new MemoryBudget(1 << 20);
    try (var greedy = new MemoryScope(Long.MAX_VALUE, budget);
        var modest = new MemoryScope(Long.MAX_VALUE, budget)) {
      assertThatThrownBy(() -> takeAll(greedy, 1024))
          .isInstanceOf(OutOfMemoryException.class)
          .hasMessageContaining("all jobs together have 917,504 bytes of 1,048,576")
          .hasMessageContaining("131,072 of them are kept for jobs of less than 16,384");
      assertThatThrownBy(() -> takeAll(modest, 1024))
          .isInstanceOf(OutOfMemoryException.class)
          .hasMessageContaining("all jobs together have 933,888 bytes");
      assertThat(modest.bytesInUse()).isEqualTo(16_384);
    }
  }

  private static void takeAll(MemoryScope scope, long bytes) {
    while (true) {
      scope.allocator().buffer(bytes);
    }
  }

  @Test
  void aSecondReleaseIsOurBug() {
    try (var scope = MemoryScope.unlimited()) {
      Column column = column(scope);
      column.release();
      assertThatThrownBy(column::release).isInstanceOf(IllegalStateException.class);
    }
  }

  private static Column column(MemoryScope scope) {
    var vector = new BigIntVector("", scope.allocator());
    vector.allocateNew(3);
    vector.setValueCount(3);
    return Column.of(vector);
  }
}
