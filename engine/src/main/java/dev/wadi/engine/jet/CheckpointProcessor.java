package dev.wadi.engine.jet;

import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import dev.wadi.engine.checkpoint.CheckpointRun.Outcome;
import dev.wadi.sdk.error.WadiException;
import java.util.Collection;
import java.util.List;

/// Stands beside a job's dataflow and holds each of Jet's snapshots open until the checkpoint that
/// belongs to it has been published or given up, so that there is one at a time. Nobody else has to
/// wait for that, except the tasks that commit. Makes the job fail if it cannot go on. Members that
/// do not own the run have one, too: when the next checkpoint begins, all know what became of the
/// last one, to which it may refer; and Jet takes no snapshot of a member that has come to its end.
final class CheckpointProcessor extends AbstractProcessor {
  private final Execution execution;
  private final DurablePart run;
  private long epoch;

  private CheckpointProcessor(Execution execution) {
    this.execution = execution;
    this.run = execution.part().orElseThrow();
    this.epoch = run.from().lastEpoch();
  }

  static ProcessorMetaSupplier supplier(String jobId) {
    return ProcessorMetaSupplier.of(1, new Supplier(jobId));
  }

  private static final class Supplier implements ProcessorSupplier {
    private static final long serialVersionUID = 1L;

    private final String jobId;
    private transient Execution execution;

    private Supplier(String jobId) {
      this.jobId = jobId;
    }

    @Override
    public void init(Context context) {
      execution = Member.of(context.hazelcastInstance()).execution(jobId, context);
    }

    @Override
    public Collection<? extends Processor> get(int count) {
      return List.of(new CheckpointProcessor(execution));
    }
  }

  /// Never: a run with checkpoints is ended from outside.
  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public boolean saveToSnapshot() {
    epoch++;
    return true;
  }

  @Override
  public boolean snapshotCommitFinish(boolean success) {
    try {
      return run.outcome(epoch) != Outcome.PENDING;
    } catch (WadiException e) {
      throw execution.failed(e);
    }
  }
}
