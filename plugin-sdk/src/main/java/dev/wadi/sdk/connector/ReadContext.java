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
public record ReadContext(
    BufferAllocator allocator, List<Integer> columns, int batchRows, long maxWaitMillis) {
  public ReadContext {
    columns = List.copyOf(columns);
  }
}
