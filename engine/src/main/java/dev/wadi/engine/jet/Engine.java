package dev.wadi.engine.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import java.util.UUID;
import java.util.function.Supplier;

/// Runs pipelines on an embedded Hazelcast member that has no network. Thread-safe.
public final class Engine implements AutoCloseable {
  /// Jet's default of 1,024 batches per queue would hold gigabytes in flight.
  private static final int QUEUE_BATCHES = 8;

  private final HazelcastInstance hazelcast;
  private final Member member;

  private Engine(HazelcastInstance hazelcast, Member member) {
    this.hazelcast = hazelcast;
    this.member = member;
  }

  public static Engine start(EngineServices services, EngineSettings settings) {
    String name = "wadi-" + UUID.randomUUID();
    HazelcastInstance hazelcast =
        HazelcastInstanceFactory.newHazelcastInstance(
            config(name, settings), name, new NoNetwork());
    var member = new Member(services, settings);
    member.attachTo(hazelcast);
    return new Engine(hazelcast, member);
  }

  private static Config config(String name, EngineSettings settings) {
    var config = new Config().setClusterName(name);
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.event.thread.count", "1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getJetConfig()
        .setEnabled(true)
        .setCooperativeThreadCount(settings.threads())
        .getDefaultEdgeConfig()
        .setQueueSize(QUEUE_BATCHES);
    return config;
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

  private static String newJobId() {
    return "job_" + UUID.randomUUID().toString().replace("-", "");
  }

  private Job started(Execution execution, Supplier<com.hazelcast.jet.Job> start) {
    try {
      return new Job(start.get(), execution, member);
    } catch (RuntimeException e) {
      member.end(execution);
      throw e;
    }
  }

  /// Cancels all jobs and stops the member.
  @Override
  public void close() {
    hazelcast.shutdown();
  }
}
