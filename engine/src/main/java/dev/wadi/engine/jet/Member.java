package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.batch.MemoryBudget;
import dev.wadi.sdk.batch.MemoryScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/// What the processors of this member share, found through the Hazelcast instance they run on.
final class Member {
  private static final String KEY = "wadi";

  private final EngineServices services;
  private final MemoryBudget memory;
  private final long jobMemoryBytes;
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();

  Member(EngineServices services, EngineSettings settings) {
    this.services = services;
    this.memory = new MemoryBudget(settings.memoryBytes());
    this.jobMemoryBytes = settings.jobMemoryBytes();
  }

  void attachTo(HazelcastInstance hazelcast) {
    hazelcast.getUserContext().put(KEY, this);
  }

  static Member of(HazelcastInstance hazelcast) {
    return (Member) hazelcast.getUserContext().get(KEY);
  }

  /// The execution of a run on this member.
  Execution newExecution(String jobId, byte[] plan, JobSettings settings) {
    Dataflow dataflow = dataflow(PlanCodec.read(plan), settings);
    return added(jobId, dataflow, settings, newScope(), Optional.empty());
  }

  private Dataflow dataflow(Pipeline pipeline, JobSettings settings) {
    return Dataflow.of(pipeline, services.connectorsById(), settings.parallelism());
  }

  /// The execution of a run with checkpoints, which begins where the last run has left off.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if it cannot go on from there
  Execution durableExecution(
      String jobId, byte[] plan, JobSettings settings, CheckpointSettings checkpoints) {
    Pipeline pipeline = PlanCodec.read(plan);
    Dataflow dataflow = dataflow(pipeline, settings);
    MemoryScope scope = newScope();
    DurableRun run =
        DurableRun.start(
            jobId, pipeline, dataflow, services.connectorsById(), scope.allocator(), checkpoints);
    return added(jobId, dataflow, settings, scope, Optional.of(run));
  }

  private MemoryScope newScope() {
    return new MemoryScope(jobMemoryBytes, memory);
  }

  private Execution added(
      String jobId,
      Dataflow dataflow,
      JobSettings settings,
      MemoryScope scope,
      Optional<DurableRun> run) {
    var execution = new Execution(jobId, dataflow, settings, services, scope, run);
    executions.put(jobId, execution);
    return execution;
  }

  /// The execution of a run that has been started here.
  ///
  /// @throws CancellationException if it is over: it was cancelled before it began
  Execution execution(String jobId) {
    Execution execution = executions.get(jobId);
    if (execution == null) {
      throw new CancellationException("%s was cancelled before it began".formatted(jobId));
    }
    return execution;
  }

  /// Nobody waits for an execution any more: it is over when none of its stages is at work.
  void release(Execution execution) {
    if (execution.seal()) {
      end(execution);
    }
  }

  /// Ends what is left. To be called when no thread of Jet runs any more.
  void endAll() {
    List.copyOf(executions.values()).forEach(this::end);
  }

  /// Forgets an execution that is over and frees its memory.
  void end(Execution execution) {
    executions.remove(execution.jobId());
    execution.end();
  }
}
