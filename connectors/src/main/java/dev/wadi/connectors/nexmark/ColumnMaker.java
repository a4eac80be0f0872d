package dev.wadi.connectors.nexmark;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Makes a column of a table from the event numbers of its rows.
interface ColumnMaker {
  /// @return a new vector with `rows` values, owned by the caller
  FieldVector make(Field field, long[] events, int rows, BufferAllocator allocator);

  /// At most how many bytes a value takes, on average over many rows.
  int bytesPerRow();
}
