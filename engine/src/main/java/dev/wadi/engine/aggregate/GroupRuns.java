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

  /// Columns over groups `from` to `to - 1`.
  @FunctionalInterface
  interface Range {
    List<Column> columns(int from, int to);
  }

  /// @param groups ascending
  static List<Column> gather(Selection groups, Range range, BufferAllocator allocator) {
    int to = runEnd(groups, 0);
    List<Column> first = range.columns(start(groups), start(groups) + to);
    if (to == groups.count()) {
      return first;
    }
    Schema schema = new Schema(first.stream().map(Column::field).toList());
    try (BatchBuilder rows = new BatchBuilder(schema, allocator)) {
      append(rows, first);
      while (to < groups.count()) {
        int from = to;
        to = runEnd(groups, from);
        append(rows, range.columns(groups.row(from), groups.row(to - 1) + 1));
      }
      try (Batch all = rows.build()) {
        return all.columns().stream().map(Column::retain).toList();
      }
    }
  }

  private static int start(Selection groups) {
    return groups.count() == 0 ? 0 : groups.row(0);
  }

  private static void append(BatchBuilder rows, List<Column> columns) {
    try (Batch batch = Batch.of(columns, columns.getFirst().rowCount())) {
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
