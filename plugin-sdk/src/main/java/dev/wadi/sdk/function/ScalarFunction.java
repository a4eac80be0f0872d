package dev.wadi.sdk.function;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/// One instance of a scalar function, used by one operator subtask and one thread at a time.
public interface ScalarFunction extends AutoCloseable {
  /// Computes one result per row.
  ///
  /// @param arguments borrowed; as declared, each with `rowCount` values, all of which count
  /// @param rowCount at least 1
  /// @param allocator where the result's memory comes from
  /// @return a new vector of the declared type with `rowCount` values, owned by the caller
  /// @throws dev.wadi.sdk.error.WadiException if the function fails; the instance stays usable
  FieldVector call(List<FieldVector> arguments, int rowCount, BufferAllocator allocator);

  @Override
  void close();
}
