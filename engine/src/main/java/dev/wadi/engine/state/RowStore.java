package dev.wadi.engine.state;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows in columns, known by number. A row that is gone stays in its place until {@link #compact},
/// which is worth it when most rows are gone. Off-heap; used by one thread at a time.
public final class RowStore implements AutoCloseable {
  private static final int GONE_MIN = 4_096;

  private final BatchBuilder rows;
  private BitSet live = new BitSet();
  private int liveCount;

  /// @param schema types of the columns of each batch that is added; names mean nothing
  public RowStore(Schema schema, BufferAllocator allocator) {
    this.rows = new BatchBuilder(schema, allocator);
  }

  /// Keeps rows of a batch, which is borrowed.
  ///
  /// @return the number of the first one; the others follow
  public int add(Batch batch, Selection added) {
    int first = rows.rowCount();
    rows.append(batch, added);
    live.set(first, rows.rowCount());
    liveCount += added.count();
    return first;
  }

  /// All rows, also those that are gone; borrowed, valid until the next {@link #add}.
  public List<Column> columns() {
    return rows.view();
  }

  /// One more than the greatest number of a row.
  public int rowCount() {
    return rows.rowCount();
  }

  public int liveCount() {
    return liveCount;
  }

  public boolean isLive(int row) {
    return live.get(row);
  }

  /// A row counts no more.
  public void drop(int row) {
    live.clear(row);
    liveCount--;
  }

  /// Whether to {@link #compact}.
  public boolean mostAreGone() {
    int gone = rows.rowCount() - liveCount;
    return gone >= GONE_MIN && gone >= liveCount;
  }

  /// Frees the places of rows that are gone. The others stay in their order.
  ///
  /// @return the new number of each row that is left, by the old one
  public int[] compact() {
    int[] kept = live.stream().toArray();
    try (Batch all = rows.build()) {
      int[] moved = new int[all.physicalRowCount()];
      Arrays.fill(moved, -1);
      for (int i = 0; i < kept.length; i++) {
        moved[kept[i]] = i;
      }
      live = new BitSet();
      liveCount = 0;
      add(all, new Selection(kept, kept.length));
      return moved;
    }
  }

  @Override
  public void close() {
    rows.close();
    live.clear();
    liveCount = 0;
  }
}
