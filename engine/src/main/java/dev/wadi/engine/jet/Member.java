package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.ProcessorSupplier;
import dev.wadi.engine.dataflow.Dataflow;
import dev.wadi.engine.plan.Pipeline;
import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.batch.MemoryBudget;
import dev.wadi.sdk.batch.MemoryScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What the processors of this member share, found through the Hazelcast instances they run on.
/// Thread-safe.
final class Member {
  private static final String KEY = "wadi";

  private final EngineServices services;
  private final MemoryBudget memory;
  private final long jobMemoryBytes;
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();
  // Of the runs that this member owns and has shared, by job.
  private final Map<String, OtherParts> shared = new ConcurrentHashMap<>();
  private final Set<UUID> leaving = ConcurrentHashMap.newKeySet();
  private final RemoteParts parts = new RemoteParts(this);

  Member(EngineServices services, EngineSettings settings) {
    this.services = services;
    this.memory = new MemoryBudget(settings.memoryBytes());
    this.jobMemoryBytes = settings.jobMemoryBytes();
  }

  void attachTo(Map<String, Object> userContext) {
    userContext.put(KEY, this);
  }

  static Member of(HazelcastInstance hazelcast) {
    return (Member) hazelcast.getUserContext().get(KEY);
  }

  EngineServices services() {
    return services;
  }

  RemoteParts parts() {
    return parts;
  }

  /// The execution of a run on this member.
  Execution newExecution(String jobId, byte[] plan, JobSettings settings) {
    Dataflow dataflow = dataflow(PlanCodec.read(plan), settings);
    return added(
        jobId, dataflow, settings, newScope(), Optional.empty(), Optional.empty(), Seat.ALONE);
  }

  Dataflow dataflow(Pipeline pipeline, JobSettings settings) {
    return Dataflow.of(pipeline, services.connectorsById(), settings.parallelism());
  }

  /// The execution of a run with checkpoints, which begins where the last run has left off.
  ///
  /// @param others the parts that other members are to have in it
  /// @throws dev.wadi.sdk.error.WadiException if it cannot go on from there
  Execution durableExecution(
      String jobId,
      byte[] plan,
      JobSettings settings,
      CheckpointSettings checkpoints,
      Optional<OtherParts> others) {
    Pipeline pipeline = PlanCodec.read(plan);
    Dataflow dataflow = dataflow(pipeline, settings);
    BiConsumer<Long, Boolean> decided =
        (epoch, published) ->
            others.ifPresent(parts -> parts.tell(new Letter.Decided(jobId, epoch, published)));
    MemoryScope scope = newScope();
    DurableRun run =
        DurableRun.start(
            jobId,
            pipeline,
            dataflow,
            services.connectorsById(),
            scope.allocator(),
            checkpoints,
            decided);
    int members = 1 + others.map(parts -> parts.members().size()).orElse(0);
    var seat = new Seat(new Placement(members), 0);
    others.ifPresent(parts -> shared.put(jobId, parts));
    return added(jobId, dataflow, settings, scope, Optional.of(run), others, seat);
  }

  /// The memory of one run.
  MemoryScope newScope() {
    return new MemoryScope(jobMemoryBytes, memory);
  }

  /// The other members do nothing for a run any more.
  void forget(Execution execution) {
    shared.remove(execution.jobId());
  }

  Execution added(
      String jobId,
      Dataflow dataflow,
      JobSettings settings,
      MemoryScope scope,
      Optional<DurablePart> part,
      Optional<OtherParts> others,
      Seat seat) {
    var execution = new Execution(jobId, dataflow, settings, services, scope, part, others, seat);
    executions.put(jobId, execution);
    return execution;
  }

  /// The execution of a run that has been started here, or has a part here.
  ///
  /// @param context of what Jet begins
  /// @throws RuntimeException if it is over: it was cancelled before it began
  Execution execution(String jobId, ProcessorSupplier.Context context) {
    return find(jobId)
        .orElseGet(() -> {
          byte[] description = context.jobConfig().getArgument(RunDescription.ARGUMENT);
          if (description == null) {
            throw Execution.beforeItBegan(jobId, false);
          }
          return parts.begin(RunDescription.read(description), context.hazelcastInstance());
        });
  }

  /// The execution of a run that has something here, or is being started.
  Optional<Execution> find(String jobId) {
    return Optional.ofNullable(executions.get(jobId));
  }

  List<Execution> executions() {
    return List.copyOf(executions.values());
  }

  /// Another member tells something.
  ///
  /// @param mail takes answers
  void read(Letter letter, Mail mail) {
    switch (letter) {
      case Letter.Saved saved ->
          find(saved.jobId()).flatMap(Execution::durable).ifPresent(run -> run.save(saved));
      case Letter.FirstEnded(String job, var task) ->
          find(job).flatMap(Execution::durable).ifPresent(run -> run.firstEnded(task));
      case Letter.SourceFinished(String job, var task) ->
          find(job).flatMap(Execution::durable).ifPresent(run -> run.sourceFinished(task));
      case Letter.Failed failed ->
          find(failed.jobId()).ifPresent(execution -> execution.failed(failed.error()));
      case Letter.Figures figures ->
          Optional.ofNullable(shared.get(figures.jobId()))
              .ifPresent(others -> others.note(figures));
      case Letter.Decided decided -> parts.decided(decided);
      case Letter.Over over -> parts.over(over, mail);
      case Letter.Leaving(UUID other) -> leaving.add(other);
    }
  }

  /// A member of the cluster has left: runs that it had a part in fail, those that it owned end.
  void left(UUID other) {
    shared.values().forEach(others -> others.left(other, "has left"));
    parts.ownerLeft(other);
    leaving.remove(other);
  }

  /// Whether a member is there that is about to leave.
  boolean isSomebodyLeaving() {
    return !leaving.isEmpty();
  }

  /// Nobody waits for an execution any more: it is over when none of its stages is at work.
  void release(Execution execution) {
    if (execution.seal()) {
      end(execution);
    }
  }

  /// Ends what is left. To be called when no thread of Jet runs any more.
  void endAll() {
    executions().forEach(this::end);
  }

  /// Frees the memory of an execution that is over, and forgets it: not before, since whoever finds
  /// none takes it that nothing of the run is at work here any more. Somebody else may be at that.
  void end(Execution execution) {
    execution.seal();
    if (execution.end()) {
      executions.remove(execution.jobId(), execution);
    }
  }
}
