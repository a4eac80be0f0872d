package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Stage;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// Makes the processors of one stage. Jet serialises it: it finds its run on the member by name.
final class StageSupplier implements ProcessorSupplier {
  private static final long serialVersionUID = 1L;

  private final int stageId;
  private final String jobId;
  private transient Member member;
  private transient Execution execution;

  /// @param jobId our own name of the run
  StageSupplier(int stageId, String jobId) {
    this.stageId = stageId;
    this.jobId = jobId;
  }

  @Override
  public void init(Context context) {
    member = Member.of(context.hazelcastInstance());
    Execution found = member.execution(jobId, context);
    found.openStage();
    execution = found;
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    Stage stage = execution.dataflow().stages().get(stageId);
    List<Edge> in = execution.dataflow().into(stage);
    return IntStream.range(0, count).mapToObj(i -> processor(i, stage, in)).toList();
  }

  private Processor processor(int index, Stage stage, List<Edge> in) {
    Seat seat = execution.seat();
    return seat.isTaken(index, stage.parallelism())
        ? new StageProcessor(execution, stage, in, seat.subtask(index))
        : new IdleProcessor();
  }

  @Override
  public void close(Throwable error) {
    if (execution != null && execution.closeStage()) {
      member.end(execution);
    }
  }
}
