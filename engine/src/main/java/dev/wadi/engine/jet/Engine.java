package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import dev.wadi.engine.cluster.Cluster;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Runs pipelines on an embedded Hazelcast member that has no network. A server that works with
/// others has a second one, by which it knows them, and shares runs with them. Thread-safe.
public final class Engine implements AutoCloseable {
  private static final Duration TO_LEAVE = Duration.ofSeconds(5);

  private final HazelcastInstance hazelcast;
  private final Optional<HazelcastInstance> shared;
  private final Optional<SharedRuns> sharedRuns;
  private final Member member;
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
  // Held for reading by those who start a job.
  private final ReadWriteLock starting = new ReentrantReadWriteLock();
  private boolean closed;

  private Engine(HazelcastInstance hazelcast, Optional<HazelcastInstance> shared, Member member) {
    this.hazelcast = hazelcast;
    this.shared = shared;
    this.sharedRuns = shared.map(instance -> new SharedRuns(instance, member));
    this.member = member;
  }

  /// @throws dev.wadi.sdk.error.WadiException if the settings of the cluster cannot be used
  public static Engine start(EngineServices services, EngineSettings settings) {
    var member = new Member(services, settings);
    Optional<HazelcastInstance> shared =
        settings.cluster().map(cluster -> Joining.start(cluster, settings, member));
    try {
      HazelcastInstance hazelcast = alone(settings);
      member.attachTo(hazelcast.getUserContext());
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
  /// of a pipeline may be at work at a time. If others may have a part in it, and there are any, it
  /// is shared among all members that are there now.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a table cannot be opened, or there is no way to go
  ///   on from the last checkpoint
  public Job submit(Pipeline pipeline, JobSettings settings, CheckpointSettings checkpoints) {
    String jobId = newJobId();
    byte[] plan = PlanCodec.write(pipeline);
    Optional<SharedRuns> runs =
        sharedRuns.filter(all -> checkpoints.shared() && all.areWorthIt(pipeline, settings));
    if (runs.isPresent()) {
      SharedRuns.Prepared run = runs.get().prepare(jobId, plan, settings, checkpoints);
      return started(run.execution(), run::start);
    }
    Execution execution =
        member.durableExecution(jobId, plan, settings, checkpoints, Optional.empty());
    DAG dag = JetDag.withCheckpoints(execution.dataflow(), jobId, execution.seat().placement());
    JobConfig config = withCheckpoints(checkpoints);
    return started(execution, () -> hazelcast.getJet().newJob(dag, config));
  }

  static JobConfig withCheckpoints(CheckpointSettings checkpoints) {
    return new JobConfig()
        .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
        .setSnapshotIntervalMillis(checkpoints.interval().toMillis())
        .setAutoScaling(false)
        .setMetricsEnabled(false);
  }

  /// Who works together with this engine.
  public Cluster cluster() {
    return new HazelcastCluster(shared.orElse(hazelcast));
  }

  private static String newJobId() {
    return "job_" + UUID.randomUUID().toString().replace("-", "");
  }

  private Job started(Execution execution, Supplier<com.hazelcast.jet.Job> start) {
    starting.readLock().lock();
    try {
      if (closed) {
        throw new HazelcastInstanceNotActiveException("the engine is closed");
      }
      var job = new Job(start.get(), execution, member);
      jobs.add(job);
      job.completion().whenComplete((_, _) -> jobs.remove(job));
      return job;
    } catch (RuntimeException e) {
      // It may have begun nevertheless.
      execution.giveUp();
      execution.others().ifPresent(OtherParts::over);
      member.release(execution);
      member.forget(execution);
      throw e;
    } finally {
      starting.readLock().unlock();
    }
  }

  // Before the member stops: Jet may wait for ever for a job that begins meanwhile. And members
  // that have parts in jobs need not wait for this one.
  private void cancelAll() {
    starting.writeLock().lock();
    try {
      closed = true;
    } finally {
      starting.writeLock().unlock();
    }
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      jobs.forEach(job -> all.execute(job::cancel));
    }
  }

  // At once, when nothing is shared any more: there is no data that others would have to take over,
  // and Hazelcast's own way to leave waits for seconds if another one has just left.
  private void leave(HazelcastInstance instance) {
    if (instance.getLifecycleService().isRunning()) {
      member.parts().leave(cluster().self(), new Mail(instance), TO_LEAVE);
      instance.getLifecycleService().terminate();
    }
  }

  /// Cancels all jobs, leaves the others, and stops the member.
  @Override
  public void close() {
    cancelAll();
    hazelcast.shutdown();
    shared.ifPresent(this::leave);
    // Of a job that had only just begun, Jet does not always tell that it is over.
    member.endAll();
  }
}
