package dev.wadi.sdk.connector;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// What a split reader needs to know.
///
/// @param allocator where the batches' memory comes from
/// @param columns the indexes, in ascending order, of the table's columns that the query needs:
///   batches hold just these, in this order; possibly none
/// @param batchRows how many rows a batch should have at most
/// @param maxWaitMillis how long a reader may hold rows back to fill a batch (the linger)
/// @param leftOut is told of the records that a reader leaves out because they are malformed
/// @param times whether batches have one more column, with the rows' times; only of a source that
///   {@link Source#tellsTime}
public record ReadContext(
    BufferAllocator allocator,
    List<Integer> columns,
    int batchRows,
    long maxWaitMillis,
    LeftOut leftOut,
    boolean times) {
  public ReadContext {
    columns = List.copyOf(columns);
  }

  /// Without the rows' times.
  public ReadContext(
      BufferAllocator allocator,
      List<Integer> columns,
      int batchRows,
      long maxWaitMillis,
      LeftOut leftOut) {
    this(allocator, columns, batchRows, maxWaitMillis, leftOut, false);
  }

  /// For readers whose malformed records nobody asks for.
  public ReadContext(
      BufferAllocator allocator, List<Integer> columns, int batchRows, long maxWaitMillis) {
    this(allocator, columns, batchRows, maxWaitMillis, LeftOut.NOBODY);
  }

  /// The same for a reader that knows only some of the columns.
  public ReadContext withColumns(List<Integer> others) {
    return new ReadContext(allocator, others, batchRows, maxWaitMillis, leftOut, times);
  }
}
