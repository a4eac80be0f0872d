package dev.wadi.sdk.function;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// What a function makes of its arguments.
public sealed interface FunctionKind {
  /// A result for each row.
  record Scalar() implements FunctionKind {}

  /// A result for each group of rows.
  ///
  /// @param state the columns that hold the state of a group; all null for one without rows
  /// @param retracts whether rows can be taken back
  record Aggregate(List<Field> state, boolean retracts) implements FunctionKind {
    public Aggregate {
      state = List.copyOf(state);
    }
  }

  /// Any number of rows for each row.
  record Table() implements FunctionKind {}

  /// A result for each row, which comes later: the function says what to ask another system for,
  /// and what the answer means.
  ///
  /// @param ordered whether rows stay in order
  /// @param inFlight how many rows may be waiting at once, per subtask
  /// @param timeoutMillis for one row, retries included
  /// @param retries how often a request is sent again
  record Async(boolean ordered, int inFlight, long timeoutMillis, int retries)
      implements FunctionKind {}

  FunctionKind SCALAR = new Scalar();
  FunctionKind TABLE = new Table();

  /// One word for people.
  default String label() {
    return switch (this) {
      case Scalar _ -> "scalar";
      case Aggregate _ -> "aggregate";
      case Table _ -> "table";
      case Async _ -> "async";
    };
  }
}
