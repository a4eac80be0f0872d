package dev.wadi.engine.operator;

import java.util.List;

/// An operator whose output becomes visible with checkpoints; the end of a chain. Called like any
/// other, and for each checkpoint after {@link Operator#snapshot}.
public interface TwoPhaseOperator extends Operator {
  /// Which of the pipeline's sinks it writes to.
  int sink();

  /// Makes durable what has come since the last call.
  ///
  /// @param epoch the checkpoint's number
  /// @return what is to be committed when the checkpoint has been published
  List<String> prepare(long epoch);

  /// Makes visible what was prepared; does nothing for what is visible already.
  void commit(List<String> committables);
}
