package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import dev.wadi.engine.cluster.Cluster;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Runs pipelines on an embedded Hazelcast member that has no network. A server that works with
/// others has a second one, by which it knows them. Thread-safe.
public final class Engine implements AutoCloseable {
  private final HazelcastInstance hazelcast;
  private final Optional<HazelcastInstance> shared;
  private final Member member;

  private Engine(HazelcastInstance hazelcast, Optional<HazelcastInstance> shared, Member member) {
    this.hazelcast = hazelcast;
    this.shared = shared;
    this.member = member;
  }

  /// @throws dev.wadi.sdk.error.WadiException if the settings of the cluster cannot be used
  public static Engine start(EngineServices services, EngineSettings settings) {
    var member = new Member(services, settings);
    Optional<HazelcastInstance> shared =
        settings.cluster().map(cluster -> Joining.start(cluster, settings));
    try {
      HazelcastInstance hazelcast = alone(settings);
      member.attachTo(hazelcast);
      return new Engine(hazelcast, shared, member);
    } catch (RuntimeException e) {
      shared.ifPresent(HazelcastInstance::shutdown);
      throw e;
    }
  }

  private static HazelcastInstance alone(EngineSettings settings) {
    String name = "wadi-" + UUID.randomUUID();
    return HazelcastInstanceFactory.newHazelcastInstance(
        HazelcastConfig.alone(name, settings), name, new NoNetwork());
  }

  /// Starts a pipeline.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a table cannot be opened
  public Job submit(Pipeline pipeline, JobSettings settings) {
    String jobId = newJobId();
    byte[] plan = PlanCodec.write(pipeline);
    Execution execution = member.newExecution(jobId, plan, settings);
    DAG dag = JetDag.of(execution.dataflow(), jobId);
    return started(execution, () -> hazelcast.getJet().newLightJob(dag, new JobConfig()));
  }

  /// Starts a pipeline that goes on from its last checkpoint, and makes new ones. At most one run
  /// of a pipeline may be at work at a time.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a table cannot be opened, or there is no way to go
  ///   on from the last checkpoint
  public Job submit(Pipeline pipeline, JobSettings settings, CheckpointSettings checkpoints) {
    String jobId = newJobId();
    byte[] plan = PlanCodec.write(pipeline);
    Execution execution = member.durableExecution(jobId, plan, settings, checkpoints);
    DAG dag = JetDag.withCheckpoints(execution.dataflow(), jobId);
    JobConfig config =
        new JobConfig()
            .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
            .setSnapshotIntervalMillis(checkpoints.interval().toMillis())
            .setAutoScaling(false)
            .setMetricsEnabled(false);
    return started(execution, () -> hazelcast.getJet().newJob(dag, config));
  }

  /// Who works together with this engine.
  public Cluster cluster() {
    return new HazelcastCluster(shared.orElse(hazelcast));
  }

  private static String newJobId() {
    return "job_" + UUID.randomUUID().toString().replace("-", "");
  }

  private Job started(Execution execution, Supplier<com.hazelcast.jet.Job> start) {
    try {
      return new Job(start.get(), execution, member);
    } catch (RuntimeException e) {
      // It may have begun nevertheless, if the member is just being stopped.
      execution.giveUp();
      member.release(execution);
      throw e;
    }
  }

  /// Cancels all jobs, leaves the others, and stops the member.
  @Override
  public void close() {
    hazelcast.shutdown();
    // Of a job that had only just begun, Jet does not always tell that it is over.
    member.endAll();
    shared.ifPresent(HazelcastInstance::shutdown);
  }
}
