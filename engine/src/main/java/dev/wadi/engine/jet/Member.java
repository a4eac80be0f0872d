package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the processors of this member share, found through the Hazelcast instance they run on.
final class Member {
  private static final String KEY = "wadi";

  private final EngineServices services;
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();

  Member(EngineServices services) {
    this.services = services;
  }

  void attachTo(HazelcastInstance hazelcast) {
    hazelcast.getUserContext().put(KEY, this);
  }

  static Member of(HazelcastInstance hazelcast) {
    return (Member) hazelcast.getUserContext().get(KEY);
  }

  /// The execution of a run on this member, made by whoever asks first.
  Execution execution(String jobId, byte[] plan, JobSettings settings) {
    return executions.computeIfAbsent(jobId, _ -> create(jobId, plan, settings));
  }

  private Execution create(String jobId, byte[] plan, JobSettings settings) {
    Dataflow dataflow = dataflow(PlanCodec.read(plan), settings);
    return new Execution(jobId, dataflow, settings, services, Optional.empty());
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
    DurableRun run =
        DurableRun.start(jobId, pipeline, dataflow, services.connectorsById(), checkpoints);
    var execution = new Execution(jobId, dataflow, settings, services, Optional.of(run));
    executions.put(jobId, execution);
    return execution;
  }

  /// The execution of a run with checkpoints that has been started here.
  Execution durableExecution(String jobId) {
    return executions.get(jobId);
  }

  /// Forgets an execution that is over and frees its memory.
  void end(Execution execution) {
    executions.remove(execution.jobId());
    execution.end();
  }
}
