package dev.wadi.engine.jet;

import dev.wadi.engine.checkpoint.ByteSequence;
import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.StateStream;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.checkpoint.TaskState;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.dataflow.Stage;
import dev.wadi.engine.dataflow.StageTask;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.TwoPhaseOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One task's part in the checkpoints of its run. Called by the thread that drives the task.
final class TaskCheckpoints {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCheckpoints.class);

  private final DurablePart run;
  private final Stage stage;
  private final TaskId id;
  private final StageTask task;
  private final BufferAllocator allocator;
  // Prepared, in order, and in no published checkpoint as far as this task knows.
  private final Map<TwoPhaseOperator, List<String>> uncommitted = new LinkedHashMap<>();
  // Jet does not tell the number of a snapshot, but every task takes part in each.
  private long epoch;
  // How far the source had read when it last saved; null once it knows that this is published.
  private List<SplitState> untold;

  TaskCheckpoints(
      DurablePart run, Stage stage, TaskId id, StageTask task, BufferAllocator allocator) {
    this.run = run;
    this.stage = stage;
    this.id = id;
    this.task = task;
    this.allocator = allocator;
    this.epoch = run.from().lastEpoch();
    for (Operator operator : task.operators()) {
      if (operator instanceof TwoPhaseOperator twoPhase) {
        uncommitted.put(twoPhase, new ArrayList<>());
      }
    }
  }

  /// Copies the state of the task, which has settled; what takes long happens later.
  void save() {
    epoch++;
    if (run.isSkipped(epoch)) {
      return;
    }
    long start = System.nanoTime();
    Map<Integer, ByteSequence> operators = copied();
    if (LOG.isDebugEnabled()) {
      long nanos = System.nanoTime() - start;
      long bytes = operators.values().stream().mapToLong(ByteSequence::length).sum();
      LOG.debug("{}, checkpoint {}: {} bytes copied in {} ns", id, epoch, bytes, nanos);
    }
    List<Manifest.Output> outputs = new ArrayList<>();
    uncommitted.forEach((operator, committables) -> {
      committables.addAll(operator.prepare(epoch));
      outputs.add(new Manifest.Output(operator.sink(), committables));
    });
    List<SplitState> splits = task.splits();
    untold = splits.isEmpty() ? null : splits;
    run.save(epoch, id, new TaskState(task.finished(), splits, operators, outputs));
  }

  private Map<Integer, ByteSequence> copied() {
    Map<Integer, ByteSequence> operators = new HashMap<>();
    for (int step = 0; step < task.operators().size(); step++) {
      var bytes = new ByteSequence();
      task.operators().get(step).snapshot(rows -> StateStream.write(rows, allocator, bytes));
      if (bytes.length() > 0) {
        operators.put(step, bytes);
      }
    }
    return operators;
  }

  /// Lets the source know if the last checkpoint has been published. It does not wait for that, as
  /// sinks do: nothing depends on it.
  void tellSource() {
    if (untold != null && run.lastPublished() == epoch) {
      task.published(untold);
      untold = null;
    }
  }

  /// Commits what was prepared for a checkpoint that has been published; what was prepared for one
  /// that has failed waits for the next.
  ///
  /// @return false if it is not known yet which of the two
  boolean commit() {
    if (uncommitted.isEmpty()) {
      return true;
    }
    Outcome outcome = run.outcome(epoch);
    if (outcome == Outcome.PUBLISHED) {
      uncommitted.forEach((operator, committables) -> {
        operator.commit(List.copyOf(committables));
        committables.clear();
      });
    }
    return outcome != Outcome.PENDING;
  }

  /// The task has nothing more to do.
  ///
  /// @return whether it may end now; otherwise it goes on doing nothing
  boolean finished() {
    if (run.endsFirst(stage)) {
      run.firstEnded(id);
      return true;
    }
    run.sourceFinished(id);
    return false;
  }
}
