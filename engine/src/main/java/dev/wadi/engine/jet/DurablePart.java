package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.RestorePoint;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.operator.Operator;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/// What the tasks of one member need of a run with checkpoints: on the member that owns the run
/// this is the {@link DurableRun}, on others a {@link RemotePart}, which asks and tells that one.
/// Thread-safe; nothing here waits for anything.
interface DurablePart {
  /// Where the run has started.
  RestorePoint from();

  /// From what its sinks go on that write in two phases, by their number.
  Map<Integer, Recovery> recoveries();

  /// Whether a stage's tasks end by themselves and take no part in checkpoints.
  boolean endsFirst(Stage stage);

  /// Whether it is known already that a snapshot of Jet's becomes no checkpoint.
  ///
  /// @param epoch of the snapshot; not less than those before
  boolean isSkipped(long epoch);

  /// Takes over what a task saves.
  void save(long epoch, TaskId task, TaskState state);

  /// What has become of a checkpoint.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the job must not go on
  Outcome outcome(long epoch);

  /// The number of the last checkpoint that this run has published, 0 if there is none.
  long lastPublished();

  /// A task has ended of a stage that is read first.
  void firstEnded(TaskId task);

  /// A task that reads has come to its end and has said so to those behind it.
  void sourceFinished(TaskId task);

  /// Nobody waits for checkpoints any more: what is not published yet has failed.
  void giveUp();

  /// The same; and waits for what is being written, but not for ever.
  void close();

  /// The stage as it runs: one that had ended does nothing any more. Those that are read first had
  /// ended before there could be a checkpoint.
  default Stage running(Stage stage) {
    return from().ended(stage.id()) ? stage.ended() : stage;
  }

  default void restore(Stage stage, List<Operator> operators, BufferAllocator allocator) {
    for (int step = 0; step < operators.size(); step++) {
      from().read(stage.id(), step, allocator, operators.get(step)::restore);
    }
  }
}
