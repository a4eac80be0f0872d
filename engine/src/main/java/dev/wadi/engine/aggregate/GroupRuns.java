package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Columns over ranges of groups, put together to a column over some groups.
final class GroupRuns {
  private GroupRuns() {}

  /// A column over groups `from` to `to - 1`.
  @FunctionalInterface
  interface Range {
    Column column(int from, int to);
  }

  /// @param groups ascending
  static Column gather(Selection groups, Range range, BufferAllocator allocator) {
    int from = 0;
    int to = runEnd(groups, from);
    Column first = range.column(start(groups), start(groups) + to);
    if (to == groups.count()) {
      return first;
    }
    try (BatchBuilder rows = new BatchBuilder(new Schema(List.of(first.field())), allocator)) {
      append(rows, first);
      while (to < groups.count()) {
        from = to;
        to = runEnd(groups, from);
        append(rows, range.column(groups.row(from), groups.row(to - 1) + 1));
      }
      try (Batch all = rows.build()) {
        return all.column(0).retain();
      }
    }
  }

  private static int start(Selection groups) {
    return groups.count() == 0 ? 0 : groups.row(0);
  }

  private static void append(BatchBuilder rows, Column column) {
    try (Batch batch = Batch.of(List.of(column), column.rowCount())) {
      rows.append(batch, null);
    }
  }

  private static int runEnd(Selection groups, int from) {
    int to = Math.min(from + 1, groups.count());
    while (to < groups.count() && groups.row(to) == groups.row(to - 1) + 1) {
      to++;
    }
    return to;
  }
}
