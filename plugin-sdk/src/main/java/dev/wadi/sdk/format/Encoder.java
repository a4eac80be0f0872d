package dev.wadi.sdk.format;

import dev.wadi.sdk.function.Rejection;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;

/// Makes a record of each row, for one writer and on one thread at a time.
public interface Encoder extends AutoCloseable {
  /// Makes records.
  ///
  /// @param columns borrowed; each with `rowCount` values, all of which count
  /// @param rowCount at least 1
  /// @param records owned by the caller, gets `rowCount` values. Undefined on failure
  /// @return the rows that cannot be written in this format, ascending; their records are null, and
  ///   no others
  /// @throws dev.wadi.sdk.error.WadiException if the format fails; it stays usable
  List<Rejection> encode(List<FieldVector> columns, int rowCount, VarBinaryVector records);

  @Override
  void close();
}
