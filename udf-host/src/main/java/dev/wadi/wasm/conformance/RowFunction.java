package dev.wadi.wasm.conformance;

import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// One instance of a function that has an answer for each row: a scalar function, or a table
/// function.
interface RowFunction extends AutoCloseable {
  /// @param arguments borrowed
  /// @throws dev.wadi.sdk.error.WadiException if the function fails
  List<Answer> answers(List<FieldVector> arguments, int rowCount);

  @Override
  void close();
}
