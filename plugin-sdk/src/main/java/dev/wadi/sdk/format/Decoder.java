package dev.wadi.sdk.format;

import dev.wadi.sdk.function.Rejection;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;

/// Makes rows of records, for one reader and on one thread at a time. It makes any number of rows
/// of each record, some at a time: {@link #begin}, then {@link #next} until there are no more. A
/// record is always made into the same rows.
public interface Decoder extends AutoCloseable {
  /// Takes a batch of records. What is left of the batch before is forgotten.
  ///
  /// @param records borrowed until {@link #next} has returned false; at least one, none null
  void begin(VarBinaryVector records);

  /// Makes the next rows.
  ///
  /// @param rowsMax how many at most, at least 1
  /// @param origins gets the record that each row is made of, ascending, also from one call to the
  ///   next
  /// @param columns empty vectors of the columns' types, owned by the caller, that get as many
  ///   values as `origins`, possibly null ones whatever the columns say. Undefined on failure
  /// @return whether there may be more
  /// @throws dev.wadi.sdk.error.WadiException if the format fails; a batch has to begin then
  boolean next(int rowsMax, IntVector origins, List<FieldVector> columns);

  /// The records of the batch that are malformed, ascending; no rows are made of them. Known when
  /// {@link #next} has returned false.
  List<Rejection> rejected();

  @Override
  void close();
}
