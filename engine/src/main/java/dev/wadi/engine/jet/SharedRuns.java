package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.DAG;
import dev.wadi.engine.cluster.ClusterMember;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.connector.Internal;
import dev.wadi.sdk.connector.TableDefinition;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The runs that this member owns and shares with others. Thread-safe.
final class SharedRuns {
  private static final Duration TO_SETTLE = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final HazelcastInstance hazelcast;
  private final Member member;

  SharedRuns(HazelcastInstance hazelcast, Member member) {
    this.hazelcast = hazelcast;
    this.member = member;
  }

  /// Whether a run has something to share, and somebody to share it with. What only this program
  /// has, others cannot reach.
  boolean areWorthIt(Pipeline pipeline, JobSettings settings) {
    return settings.parallelism() > 1
        && hazelcast.getCluster().getMembers().size() > 1
        && tables(pipeline, settings)
            .map(table -> member.services().connectorsById().get(table.connector()))
            .noneMatch(Internal.class::isInstance);
  }

  private Stream<TableDefinition> tables(Pipeline pipeline, JobSettings settings) {
    return Stream.concat(
        pipeline.sinks().stream().map(Plan.Write::table),
        member.dataflow(pipeline, settings).stages().stream()
            .flatMap(stage -> stage.source().stream())
            .map(Plan.Scan::table));
  }

  /// A run that can be started.
  record Prepared(Execution execution, HazelcastInstance hazelcast, DAG dag, JobConfig config) {
    com.hazelcast.jet.Job start() {
      execution.others().orElseThrow().look();
      return hazelcast.getJet().newJob(dag, config);
    }
  }

  // After a member has come or gone, Jet starts nothing for a moment, and then looks again only
  // after a while.
  private void awaitSettled() {
    long until = System.nanoTime() + TO_SETTLE.toNanos();
    while (!isSettled() && System.nanoTime() < until) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isSettled() {
    return !member.isSomebodyLeaving()
        && haveAllPartitions()
        && hazelcast.getPartitionService().isClusterSafe();
  }

  // A member that has joined has none at first.
  private boolean haveAllPartitions() {
    Set<com.hazelcast.cluster.Member> owners = new HashSet<>();
    hazelcast
        .getPartitionService()
        .getPartitions()
        .forEach(partition -> owners.add(partition.getOwner()));
    return owners.equals(hazelcast.getCluster().getMembers());
  }

  /// Finds out who has which part in a run, and where it begins.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if a table cannot be opened, or there is no way to go
  ///   on from the last checkpoint
  Prepared prepare(
      String jobId, byte[] plan, JobSettings settings, CheckpointSettings checkpoints) {
    awaitSettled();
    var mail = new Mail(hazelcast);
    var execution = new AtomicReference<Execution>();
    var others =
        new OtherParts(
            jobId,
            mail,
            others(),
            error -> Optional.ofNullable(execution.get()).ifPresent(run -> run.failed(error)));
    execution.set(member.durableExecution(jobId, plan, settings, checkpoints, Optional.of(others)));
    try {
      return prepared(execution.get(), plan, settings, checkpoints, mail.self());
    } catch (RuntimeException e) {
      member.release(execution.get());
      member.forget(execution.get());
      throw e;
    }
  }

  private List<ClusterMember> others() {
    var cluster = new HazelcastCluster(hazelcast);
    return cluster.members().stream()
        .filter(one -> !one.equals(cluster.self()))
        .sorted(Comparator.comparing(ClusterMember::id))
        .toList();
  }

  private Prepared prepared(
      Execution execution,
      byte[] plan,
      JobSettings settings,
      CheckpointSettings checkpoints,
      UUID self) {
    DurableRun durable = execution.durable().orElseThrow();
    var run =
        new RunDescription(
            execution.jobId(),
            plan,
            settings,
            checkpoints.pipeline(),
            Stream.concat(Stream.of(self), execution.others().orElseThrow().members().stream())
                .toList(),
            durable.from().number(),
            durable.from().lastEpoch(),
            checkpoints.store().location(),
            checkpoints.limits(),
            execution.allSplits());
    execution.describe(run);
    DAG dag =
        JetDag.withCheckpoints(
            execution.dataflow(), execution.jobId(), execution.seat().placement());
    JobConfig config =
        Engine.withCheckpoints(checkpoints).setArgument(RunDescription.ARGUMENT, run.write());
    return new Prepared(execution, hazelcast, dag, config);
  }
}
