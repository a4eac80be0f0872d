package dev.wadi.sdk.function;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;

/// One instance of a table function, used by one operator subtask and one thread at a time. It
/// makes any number of rows of each row of arguments, some at a time: {@link #begin}, then {@link
/// #next} until there are no more.
public interface TableFunction extends AutoCloseable {
  /// Takes a batch of arguments. What is left of the batch before is forgotten.
  ///
  /// @param arguments borrowed until {@link #next} has returned false; as declared, each with
  ///   `rowCount` values, all of which count. Rows with nulls that the function does not take give
  ///   no rows
  /// @param rowCount at least 1
  void begin(List<FieldVector> arguments, int rowCount);

  /// Makes the next rows.
  ///
  /// @param rowsMax how many at most, at least 1
  /// @param origins gets the row of arguments that each row is made of, ascending, also from one
  ///   call to the next
  /// @param columns empty vectors of the declared types, owned by the caller, that get as many
  ///   values as `origins`. Undefined on failure, after which a batch has to begin
  /// @return whether there may be more
  /// @throws dev.wadi.sdk.error.WadiException if the function fails; the instance stays usable
  boolean next(int rowsMax, IntVector origins, List<FieldVector> columns);

  @Override
  void close();
}
