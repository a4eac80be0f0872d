package dev.wadi.sdk.function;

import java.util.List;
import org.apache.arrow.vector.FieldVector;

/// One instance of an aggregate, used by one operator subtask and one thread at a time. It keeps
/// nothing from call to call: the states of groups are the caller's, who passes those of the groups
/// that a batch touches as vectors of the declared types, and finds the new ones there afterwards.
/// A group without rows is null in all of them.
///
/// All vectors are the caller's. What those of states hold is undefined after a failure; the
/// instance stays usable.
public interface AggregateFunction extends AutoCloseable {
  /// Adds rows to groups, or takes them back.
  ///
  /// @param rows the group of each row, a row of `states`, as an IntVector; if the aggregate
  ///   retracts, 1 for a row that is added and -1 for one that is taken back, as a TinyIntVector;
  ///   then the arguments
  void update(List<FieldVector> rows, int rowCount, List<FieldVector> states, int groupCount);

  /// Adds states to states.
  ///
  /// @param partial the group of each partial result, a row of `states`; then its state
  void merge(List<FieldVector> partial, int rowCount, List<FieldVector> states, int groupCount);

  /// The results of groups.
  ///
  /// @param states are left as they are
  /// @param result a vector of the declared type that gets `groupCount` values
  void result(List<FieldVector> states, int groupCount, FieldVector result);

  @Override
  void close();
}
