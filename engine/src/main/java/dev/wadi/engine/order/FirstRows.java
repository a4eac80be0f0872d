package dev.wadi.engine.order;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.plan.SortKey;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Collects rows and lets go of those that cannot be among the first.
final class FirstRows implements AutoCloseable {
  private static final int SPARE = 8192;

  private final List<SortKey> keys;
  private final long limit;
  private final BatchBuilder rows;

  /// @param limit how many rows matter; Long.MAX_VALUE for all
  FirstRows(Schema schema, List<SortKey> keys, long limit, BufferAllocator allocator) {
    this.keys = keys;
    this.limit = limit;
    this.rows = new BatchBuilder(schema, allocator);
  }

  /// Adds rows of a batch; it is borrowed.
  ///
  /// @param chosen which rows, or null for those that count
  void add(Batch batch, Selection chosen) {
    rows.append(batch, chosen);
    // Sorting now and then is cheaper than a heap: columns move in bulk.
    if (limit < Integer.MAX_VALUE / 4 && rows.rowCount() >= limit + Math.max(limit, SPARE)) {
      try (OrderedRows sorted = take()) {
        rows.append(sorted.batch(), sorted.selection());
      }
    }
  }

  int count() {
    return rows.rowCount();
  }

  /// The first rows in order; this is empty afterwards.
  OrderedRows take() {
    Batch all = rows.build();
    int[] order = SortedRows.of(all.columns(), all.rowCount(), keys);
    return new OrderedRows(all, Arrays.copyOf(order, (int) Math.min(order.length, limit)));
  }

  /// All rows, in no order; this is empty afterwards.
  Batch takeAll() {
    return rows.build();
  }

  @Override
  public void close() {
    rows.close();
  }
}
