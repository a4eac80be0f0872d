package dev.wadi.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class NestedCopyTest {
  private static final int ROWS = 2_000;

  // A build side that is broadcast is one column that all subtasks copy from.
  @Test
  void threadsMayCopyTheSameColumn() throws Exception {
    try (MemoryScope scope = MemoryScope.unlimited();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Column source = Column.of(lists(scope.allocator()));
      List<Future<String>> copies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        copies.add(threads.submit(() -> copy(source, scope.allocator())));
      }
      String expected = source.vector().toString();
      for (Future<String> copy : copies) {
        assertThat(copy.get()).isEqualTo(expected);
      }
      source.release();
    }
  }

  private static String copy(Column source, BufferAllocator allocator) {
    Column copy = Gather.rows(source, Selection.range(ROWS), allocator);
    String text = copy.vector().toString();
    copy.release();
    return text;
  }

  private static ListVector lists(BufferAllocator allocator) {
    ListVector lists = ListVector.empty("l", allocator);
    lists.addOrGetVector(FieldType.nullable(Types.MinorType.BIGINT.getType()));
    lists.allocateNew();
    BigIntVector values = (BigIntVector) lists.getDataVector();
    for (int row = 0; row < ROWS; row++) {
      int start = lists.startNewValue(row);
      for (int i = 0; i < row % 4; i++) {
        values.setSafe(start + i, row);
      }
      lists.endValue(row, row % 4);
    }
    values.setValueCount(3 * ROWS / 2);
    lists.setValueCount(ROWS);
    return lists;
  }
}
