package dev.wadi.sdk.connector;

import java.util.List;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;

/// A table that is looked up by its primary key. Thread-safe; made anew on each member from the
/// table's definition.
public interface LookupTable {
  /// For {@link LookupContext#maxAgeMillis()}: answers may be kept as long as there is room.
  long FOR_EVER = Long.MAX_VALUE;

  /// Whether {@link Lookup#find} may block (files, network). Then whoever asks gets a thread of its
  /// own.
  boolean blocking();

  /// Whether the engine should keep answers, since asking again costs something. A table that holds
  /// its rows in memory says no, and observes {@link LookupContext#maxAgeMillis()} and {@link
  /// LookupContext#maxBytes()} itself.
  default boolean worthKeeping() {
    return true;
  }

  /// Opens the table for one subtask.
  Lookup open(LookupContext context);

  /// What a lookup needs to know.
  ///
  /// @param allocator where the memory of what is found comes from
  /// @param columns the indexes, in ascending order, of the table's columns that the query needs:
  ///   what is found holds just these, in this order; possibly none
  /// @param maxAgeMillis how old an answer may be; {@link #FOR_EVER} if that does not matter
  /// @param maxBytes how much memory answers that are kept may take
  /// @param nanoClock as `System::nanoTime`
  record LookupContext(
      BufferAllocator allocator,
      List<Integer> columns,
      long maxAgeMillis,
      long maxBytes,
      LongSupplier nanoClock) {
    public LookupContext {
      columns = List.copyOf(columns);
    }
  }
}
