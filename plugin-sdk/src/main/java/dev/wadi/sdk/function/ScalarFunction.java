package dev.wadi.sdk.function;

import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// One instance of a scalar function, used by one operator subtask and one thread at a time.
public interface ScalarFunction extends AutoCloseable {
  /// Computes one result per row.
  ///
  /// @param arguments borrowed; as declared, each with `rowCount` values, all of which count
  /// @param rowCount at least 1
  /// @param result a vector of the declared type, owned by the caller, that gets `rowCount` values.
  ///   What it held is lost, but its memory is used again if it suffices. Undefined on failure
  /// @return the rows that the function rejects, ascending; their results are null, whatever is
  ///   declared
  /// @throws dev.wadi.sdk.error.WadiException if the function fails; the instance stays usable
  List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result);

  @Override
  void close();
}
