package dev.wadi.engine.jet;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import dev.wadi.engine.dataflow.Edge;
import dev.wadi.engine.dataflow.Stage;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Travels to each member and makes the processors of one stage there. Carries the whole plan as
/// bytes; everything else is made anew on the member.
final class StageSupplier implements ProcessorSupplier {
  private static final long serialVersionUID = 1L;

  private final byte[] plan;
  private final int stageId;
  private final String jobId;
  private final JobSettings settings;
  private transient Member member;
  private transient Execution execution;

  /// @param jobId our own name of the run
  StageSupplier(byte[] plan, int stageId, String jobId, JobSettings settings) {
    this.plan = plan;
    this.stageId = stageId;
    this.jobId = jobId;
    this.settings = settings;
  }

  @Override
  public void init(Context context) {
    member = Member.of(context.hazelcastInstance());
    execution = member.execution(jobId, plan, settings);
    execution.stageOpened();
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    Stage stage = execution.dataflow().stages().get(stageId);
    List<Edge> in = execution.dataflow().into(stage);
    return Stream.generate(() -> new StageProcessor(execution, stage, in)).limit(count).toList();
  }

  @Override
  public void close(Throwable error) {
    if (execution != null && execution.stageClosed()) {
      member.end(execution);
    }
  }
}
