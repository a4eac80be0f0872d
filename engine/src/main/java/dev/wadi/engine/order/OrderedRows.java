package dev.wadi.engine.order;

import dev.wadi.engine.batch.Gather;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;

/// Rows that are handed out in an order, some at a time.
public final class OrderedRows implements AutoCloseable {
  private final Batch batch;
  private final int[] order;
  private int next;

  /// Takes over a dense batch.
  ///
  /// @param order rows of the batch, which need not be all
  public OrderedRows(Batch batch, int[] order) {
    this.batch = batch;
    this.order = order;
  }

  /// The rows in no order, borrowed.
  Batch batch() {
    return batch;
  }

  /// What has not been handed out, in order.
  Selection selection() {
    int[] left = Arrays.copyOfRange(order, next, order.length);
    return new Selection(left, left.length);
  }

  /// Leaves out the first rows.
  void skip(long count) {
    next = (int) Math.min(order.length, next + count);
  }

  public boolean isEmpty() {
    return next == order.length;
  }

  /// The next rows as a dense batch, owned by the caller.
  public Batch next(int rowsMax, BufferAllocator allocator) {
    int to = Math.min(order.length, next + rowsMax);
    Batch rows = gathered(next, to, allocator);
    next = to;
    return rows;
  }

  /// What has not been handed out, some rows at a time; it can be handed out all the same.
  public void copy(int rowsMax, BufferAllocator allocator, Consumer<Batch> to) {
    for (int from = next; from < order.length; from += rowsMax) {
      to.accept(gathered(from, Math.min(order.length, from + rowsMax), allocator));
    }
  }

  private Batch gathered(int from, int to, BufferAllocator allocator) {
    Selection chosen = new Selection(Arrays.copyOfRange(order, from, to), to - from);
    List<Column> columns = new ArrayList<>();
    for (Column column : batch.columns()) {
      columns.add(Gather.rows(column, chosen, allocator));
    }
    return Batch.of(columns, to - from);
  }

  @Override
  public void close() {
    batch.release();
  }
}
